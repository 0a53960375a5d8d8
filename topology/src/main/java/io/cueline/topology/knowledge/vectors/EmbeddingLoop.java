package io.cueline.topology.knowledge.vectors;

import io.cueline.schemas.KnowledgeArticle;
import io.cueline.schemas.KnowledgeVectors;
import io.cueline.schemas.serde.AvroSerde;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
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
import org.apache.kafka.common.utils.Utils;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Embeds articles, on a thread of its own: the instances of a cluster share the articles'
 * partitions as one group per model, and vectors and position are committed together, so each
 * version of an article is embedded once by whoever has its partition. Another model is another
 * group, which begins anew. What cannot be embedded is found by its words alone, and tried again
 * later.
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
  private final EmbeddedArticles articles;
  private final MissingVectors missing;
  private final Counter embedded;
  private final Counter failed;
  private final CountDownLatch closing = new CountDownLatch(1);
  private final Thread thread =
      Thread.ofPlatform().name("knowledge-embedding").unstarted(this::run);

  /**
   * @param mayStart false as long as it is not known which vectors there are
   * @param articles which of them have their vectors already
   * @param again after so long, what has none is tried again; twice as long after each failure, up
   *     to an hour
   */
  public EmbeddingLoop(
      ArticleVectors embedding,
      Route route,
      Clients clients,
      BooleanSupplier mayStart,
      EmbeddedArticles articles,
      Duration again,
      MeterRegistry metrics) {
    this.embedding = embedding;
    this.route = route;
    this.clients = clients;
    this.mayStart = mayStart;
    this.articles = articles;
    this.missing = new MissingVectors(articles, again);
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
          } else {
            tryAgain(consumer, producer);
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
    if (closing.getCount() == 0) {
      // Nothing of the batch has happened: whoever has its partitions next embeds it.
      return;
    }
    Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
    batch.nextOffsets().forEach(offsets::put);
    send(producer, rows, offsets, consumer);
  }

  private static void send(
      Producer<String, byte[]> producer,
      List<ProducerRecord<String, byte[]>> rows,
      Map<TopicPartition, OffsetAndMetadata> offsets,
      Consumer<String, byte[]> consumer) {
    producer.beginTransaction();
    rows.forEach(
        row -> {
          var _ = producer.send(row);
        });
    producer.sendOffsetsToTransaction(offsets, consumer.groupMetadata());
    producer.commitTransaction();
  }

  /** What the model failed on before, where nothing else is to be done. */
  private void tryAgain(Consumer<String, byte[]> consumer, Producer<String, byte[]> producer) {
    List<Fresh> due =
        missing.due(System.nanoTime(), key -> isOurs(consumer, key)).stream()
            .map(article -> new Fresh(article.getId(), System.currentTimeMillis(), article))
            .toList();
    if (due.isEmpty()) {
      return;
    }
    List<ProducerRecord<String, byte[]>> rows = new ArrayList<>();
    embed(due, rows);
    missing.tried(rows.size() == due.size());
    if (!rows.isEmpty()) {
      send(producer, rows, Map.of(), consumer);
    }
  }

  /** Whether an article stands in one of the partitions we have. */
  private boolean isOurs(Consumer<?, ?> consumer, String key) {
    int partitions = consumer.partitionsFor(route.articles()).size();
    byte[] bytes = key.getBytes(StandardCharsets.UTF_8);
    int partition = Utils.toPositive(Utils.murmur2(bytes)) % partitions;
    return consumer.assignment().contains(new TopicPartition(route.articles(), partition));
  }

  /** An article without vectors, and the time of its record. */
  private record Fresh(String key, long timestamp, KnowledgeArticle article) {}

  private void sort(
      ConsumerRecord<String, byte[]> row,
      List<ProducerRecord<String, byte[]>> rows,
      List<Fresh> fresh) {
    if (row.key() == null) {
      return;
    }
    if (row.value() == null) {
      rows.add(record(row.key(), row.timestamp(), null));
      return;
    }
    try {
      KnowledgeArticle article = route.article().deserialize(row.topic(), row.value());
      if (!articles.has(article)) {
        fresh.add(new Fresh(row.key(), row.timestamp(), article));
      }
    } catch (SerializationException poison) {
      // Whoever follows the articles says so.
      LOG.atDebug().setCause(poison).log("article cannot be read");
    }
  }

  /** Together, which is a fifth cheaper; one by one only to find which of them fails. */
  private void embed(List<Fresh> fresh, List<ProducerRecord<String, byte[]>> rows) {
    if (fresh.isEmpty() || closing.getCount() == 0) {
      return;
    }
    try {
      List<List<float[]>> vectors = embedding.of(fresh.stream().map(Fresh::article).toList());
      for (int at = 0; at < fresh.size(); at++) {
        Fresh each = fresh.get(at);
        List<float[]> found = vectors.get(at);
        byte[] value = found.isEmpty() ? null : value(each.article, found);
        rows.add(record(each.key, each.timestamp, value));
        embedded.increment();
      }
    } catch (RuntimeException failure) {
      if (fresh.size() > 1) {
        fresh.forEach(each -> embed(List.of(each), rows));
      } else {
        failed.increment();
        LOG.atError()
            .addKeyValue("article", fresh.getFirst().key)
            .setCause(failure)
            .log("article cannot be embedded, found by its words alone until it can");
      }
    }
  }

  private ProducerRecord<String, byte[]> record(
      String key, long timestamp, byte @Nullable [] value) {
    return new ProducerRecord<>(route.vectors(), null, timestamp, key, value);
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
