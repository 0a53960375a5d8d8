package io.cueline.topology.knowledge.vectors;

import io.cueline.schemas.KnowledgeArticle;
import io.cueline.schemas.KnowledgeVectors;
import io.cueline.schemas.serde.AvroSerde;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.SerializationException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Embeds articles, on a thread of its own: the instances of a cluster share the articles'
 * partitions as one group per model, and vectors and position are committed together, so each
 * version of an article is embedded once by whoever has its partition. Another model is another
 * group, which begins anew. What cannot be embedded is found by its words alone.
 */
public final class EmbeddingLoop implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(EmbeddingLoop.class);
  private static final Duration POLL = Duration.ofMillis(500);
  private static final Duration PAUSE = Duration.ofSeconds(1);
  private static final Duration LOOK_AGAIN = Duration.ofMillis(50);
  private static final Duration CLOSE_WITHIN = Duration.ofSeconds(5);

  /** The topics it stands between. */
  public record Route(
      String articles,
      AvroSerde<KnowledgeArticle> article,
      String vectors,
      AvroSerde<KnowledgeVectors> vector) {}

  /** How it reaches Kafka; both are called again after a failure. */
  public record Clients(
      Supplier<Consumer<String, byte[]>> consumer, Supplier<Producer<String, byte[]>> producer) {}

  private final ArticleVectors embedding;
  private final Route route;
  private final Clients clients;
  private final BooleanSupplier mayStart;
  private final Predicate<KnowledgeArticle> known;
  private final Counter embedded;
  private final Counter failed;
  private final CountDownLatch closing = new CountDownLatch(1);
  private final Thread thread =
      Thread.ofPlatform().name("knowledge-embedding").unstarted(this::run);

  /**
   * @param mayStart false as long as it is not known which vectors there are
   * @param known whether this very text has its vectors of this model already
   */
  public EmbeddingLoop(
      ArticleVectors embedding,
      Route route,
      Clients clients,
      BooleanSupplier mayStart,
      Predicate<KnowledgeArticle> known,
      MeterRegistry metrics) {
    this.embedding = embedding;
    this.route = route;
    this.clients = clients;
    this.mayStart = mayStart;
    this.known = known;
    this.embedded = metrics.counter("cueline.knowledge.embedded", "result", "done");
    this.failed = metrics.counter("cueline.knowledge.embedded", "result", "failed");
  }

  public EmbeddingLoop start() {
    thread.start();
    return this;
  }

  private void run() {
    while (!mayStart.getAsBoolean()) {
      if (closedWithin(LOOK_AGAIN)) {
        return;
      }
    }
    embedding.prepare();
    while (closing.getCount() > 0) {
      try (Consumer<String, byte[]> consumer = clients.consumer().get();
          Producer<String, byte[]> producer = clients.producer().get()) {
        producer.initTransactions();
        consumer.subscribe(List.of(route.articles()));
        while (closing.getCount() > 0) {
          ConsumerRecords<String, byte[]> batch = consumer.poll(POLL);
          if (!batch.isEmpty()) {
            write(consumer, producer, batch);
          }
        }
      } catch (InterruptException stopped) {
        return;
      } catch (KafkaException broken) {
        // Fenced, rebalanced or unreachable: nothing of the batch has happened.
        LOG.atWarn().setCause(broken).log("articles not embedded, again soon");
        closedWithin(PAUSE);
      }
    }
  }

  /** Embeds first: a transaction that is open holds up all who read what is committed. */
  private void write(
      Consumer<String, byte[]> consumer,
      Producer<String, byte[]> producer,
      ConsumerRecords<String, byte[]> batch) {
    List<ProducerRecord<String, byte[]>> rows = new ArrayList<>();
    List<Fresh> fresh = new ArrayList<>();
    for (ConsumerRecord<String, byte[]> row : batch) {
      sort(row, rows, fresh);
    }
    embed(fresh, rows);
    Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
    batch.nextOffsets().forEach(offsets::put);
    producer.beginTransaction();
    rows.forEach(
        row -> {
          var _ = producer.send(row);
        });
    producer.sendOffsetsToTransaction(offsets, consumer.groupMetadata());
    producer.commitTransaction();
  }

  /** An article without vectors, and where it stood. */
  private record Fresh(ConsumerRecord<String, byte[]> row, KnowledgeArticle article) {}

  private void sort(
      ConsumerRecord<String, byte[]> row,
      List<ProducerRecord<String, byte[]>> rows,
      List<Fresh> fresh) {
    if (row.key() == null) {
      return;
    }
    if (row.value() == null) {
      rows.add(record(row, null));
      return;
    }
    try {
      KnowledgeArticle article = route.article().deserialize(row.topic(), row.value());
      if (!known.test(article)) {
        fresh.add(new Fresh(row, article));
      }
    } catch (SerializationException poison) {
      // Whoever follows the articles says so.
      LOG.atDebug().setCause(poison).log("article cannot be read");
    }
  }

  /** Together, which is a fifth cheaper; one by one only to find which of them fails. */
  private void embed(List<Fresh> fresh, List<ProducerRecord<String, byte[]>> rows) {
    try {
      List<List<float[]>> vectors = embedding.of(fresh.stream().map(Fresh::article).toList());
      for (int at = 0; at < fresh.size(); at++) {
        Fresh each = fresh.get(at);
        List<float[]> found = vectors.get(at);
        rows.add(record(each.row, found.isEmpty() ? null : value(each.article, found)));
        embedded.increment();
      }
    } catch (RuntimeException failure) {
      if (fresh.size() > 1) {
        fresh.forEach(each -> embed(List.of(each), rows));
      } else {
        failed.increment();
        LOG.atError()
            .addKeyValue("article", fresh.getFirst().row.key())
            .setCause(failure)
            .log("article cannot be embedded, found by its words alone");
      }
    }
  }

  private ProducerRecord<String, byte[]> record(
      ConsumerRecord<String, byte[]> row, byte @Nullable [] value) {
    return new ProducerRecord<>(route.vectors(), null, row.timestamp(), row.key(), value);
  }

  private byte[] value(KnowledgeArticle article, List<float[]> vectors) {
    return route
        .vector()
        .serialize(
            route.vectors(),
            KnowledgeVectors.newBuilder()
                .setArticleId(article.getId())
                .setHash(article.getHash())
                .setModel(embedding.model())
                .setDimension(embedding.dimension())
                .setVectors(vectors.stream().map(EmbeddingLoop::boxed).toList())
                .build());
  }

  private static List<Float> boxed(float[] vector) {
    List<Float> numbers = new ArrayList<>(vector.length);
    for (float number : vector) {
      numbers.add(number);
    }
    return numbers;
  }

  private boolean closedWithin(Duration time) {
    try {
      return closing.await(time.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return true;
    }
  }

  /** The batch under way is finished, if that takes no more than 5 s. Idempotent. */
  @Override
  public void close() {
    closing.countDown();
    try {
      thread.join(CLOSE_WITHIN);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
