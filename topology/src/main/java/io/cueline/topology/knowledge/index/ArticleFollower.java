package io.cueline.topology.knowledge.index;

import io.cueline.schemas.KnowledgeArticle;
import io.cueline.schemas.KnowledgeVectors;
import io.cueline.schemas.serde.AvroSerde;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.SerializationException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the index as the topics of articles and vectors say, on a thread of its own, from where the
 * index left off. What cannot be read or indexed is skipped, counted and logged; Kafka's absence is
 * waited out, the index answering as it is.
 */
public final class ArticleFollower implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(ArticleFollower.class);
  private static final Duration POLL = Duration.ofMillis(250);
  private static final Duration CHECK_END = Duration.ofMillis(500);
  private static final Duration COMMIT_EVERY = Duration.ofMinutes(1);
  private static final Duration PAUSE_AFTER_FAILURE = Duration.ofSeconds(1);
  private static final Duration CLOSE_WITHIN = Duration.ofSeconds(5);

  /**
   * The topics it follows.
   *
   * @param articlesId tells a topic made anew under the same name, as does {@code vectorsId}
   */
  public record Sources(
      String articles,
      String articlesId,
      AvroSerde<KnowledgeArticle> article,
      String vectors,
      String vectorsId,
      AvroSerde<KnowledgeVectors> vector) {}

  private final ArticleIndex index;
  private final AvroSerde<KnowledgeArticle> articles;
  private final AvroSerde<KnowledgeVectors> vectors;
  private final Supplier<Consumer<String, byte[]>> connect;
  private final ArticleProgress.Topics topics;
  private final VectorInbox inbox;
  private final Counter refused;
  private final Counter unreadable;
  private final CountDownLatch closing = new CountDownLatch(1);
  private final Thread thread;
  private volatile Optional<String> behind = Optional.of("articles not read yet");
  private volatile Optional<String> broken = Optional.empty();

  /**
   * @param connect a consumer without a group, reading committed records only; called again after a
   *     failure
   */
  public ArticleFollower(
      ArticleIndex index,
      Sources sources,
      Supplier<Consumer<String, byte[]>> connect,
      MeterRegistry metrics) {
    this.index = index;
    this.articles = sources.article();
    this.vectors = sources.vector();
    this.connect = connect;
    this.topics =
        new ArticleProgress.Topics(
            sources.articles(), sources.articlesId(), sources.vectors(), sources.vectorsId());
    this.inbox = new VectorInbox(index);
    this.refused = metrics.counter("cueline.knowledge.articles.skipped", "reason", "refused");
    this.unreadable = metrics.counter("cueline.knowledge.articles.skipped", "reason", "unreadable");
    metrics.gauge("cueline.knowledge.articles", index, ArticleIndex::size);
    metrics.gauge("cueline.knowledge.vectors", index, ArticleIndex::withVectors);
    this.thread = Thread.ofPlatform().name("knowledge-articles").unstarted(this::run);
  }

  public void start() {
    thread.start();
  }

  /** Empty while the index is as the topic was at most a second ago, else what it waits for. */
  public Optional<String> behind() {
    return behind;
  }

  /** Empty while following goes on, else why it has stopped for good. */
  public Optional<String> broken() {
    return broken;
  }

  /** What was read so far is kept; ends within 5 s. */
  @Override
  public void close() {
    closing.countDown();
    try {
      thread.join(CLOSE_WITHIN);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    while (closing.getCount() > 0) {
      try (Consumer<String, byte[]> consumer = connect.get()) {
        follow(consumer);
      } catch (InterruptException stopped) {
        return;
      } catch (KafkaException unreachable) {
        behind = Optional.of("cannot read " + topics.articles() + ": " + unreachable.getMessage());
        LOG.atWarn()
            .addKeyValue("topic", topics.articles())
            .setCause(unreachable)
            .log("articles not read");
        pause();
      } catch (RuntimeException failure) {
        broken = Optional.of("the article index cannot be kept: " + failure.getMessage());
        behind = broken;
        LOG.atError().setCause(failure).log("article index no longer kept up to date");
        return;
      }
    }
  }

  private void follow(Consumer<String, byte[]> consumer) {
    ArticleProgress progress =
        ArticleProgress.start(consumer, topics, index.progress(), Instant.now());
    Instant nextCheck = Instant.MIN;
    Instant nextCommit = Instant.now().plus(COMMIT_EVERY);
    boolean changed = false;
    while (closing.getCount() > 0) {
      var batch = consumer.poll(POLL);
      for (ConsumerRecord<String, byte[]> row : batch) {
        changed |= row.topic().equals(topics.vectors()) ? takeVectors(row) : take(row, progress);
      }
      Instant now = Instant.now();
      if (!now.isBefore(nextCheck)) {
        changed |= check(consumer, progress);
        nextCheck = now.plus(CHECK_END);
      }
      // Vectors that wait for their article would be forgotten with what has been read of them.
      boolean due = (changed && behind.isEmpty()) || !now.isBefore(nextCommit);
      if (due && inbox.isEmpty()) {
        index.commit(progress.toMap(consumer, now));
        nextCommit = now.plus(COMMIT_EVERY);
        changed = false;
      }
    }
    if (inbox.isEmpty()) {
      index.commit(progress.toMap(consumer, Instant.now()));
    }
  }

  /** Whether it changed the index. */
  private boolean check(Consumer<String, byte[]> consumer, ArticleProgress progress) {
    long missing = progress.articlesMissing(consumer);
    boolean changed = false;
    if (missing == 0) {
      // Found before their vectors are looked for.
      index.refresh();
      changed = inbox.settle();
      missing = progress.vectorsMissing(consumer);
    }
    // Found before it is called ready.
    index.refresh();
    if (missing == 0 && progress.isSecondReading()) {
      progress.unnamed(index.ids()).forEach(index::remove);
      index.refresh();
      index.commit(progress.toMap(consumer, Instant.now()));
    }
    behind =
        missing == 0
            ? Optional.empty()
            : Optional.of("%d records of articles behind".formatted(missing));
    return changed;
  }

  private boolean takeVectors(ConsumerRecord<String, byte[]> row) {
    if (row.key() == null || row.value() == null) {
      // Gone with its article, or without any.
      return false;
    }
    try {
      return inbox.take(vectors.deserialize(row.topic(), row.value()));
    } catch (SerializationException poison) {
      unreadable.increment();
      skipped(row, String.valueOf(poison.getMessage()));
      return false;
    }
  }

  /** Whether it changed the index. */
  private boolean take(ConsumerRecord<String, byte[]> row, ArticleProgress progress) {
    if (row.key() == null) {
      unreadable.increment();
      skipped(row, "no key");
      return false;
    }
    if (row.value() == null) {
      progress.gone(row.key());
      index.remove(row.key());
      return true;
    }
    progress.seen(row.key());
    try {
      return switch (index.put(row.key(), articles.deserialize(row.topic(), row.value()))) {
        case ArticleIndex.Outcome.Indexed indexed -> true;
        case ArticleIndex.Outcome.Unchanged unchanged -> false;
        case ArticleIndex.Outcome.Refused(String reason) -> {
          refused.increment();
          skipped(row, reason);
          yield true;
        }
      };
    } catch (SerializationException poison) {
      // Its last good version stays.
      unreadable.increment();
      skipped(row, String.valueOf(poison.getMessage()));
      return false;
    }
  }

  private void skipped(ConsumerRecord<String, byte[]> row, String reason) {
    LOG.atWarn()
        .addKeyValue("topic", row.topic())
        .addKeyValue("partition", row.partition())
        .addKeyValue("offset", row.offset())
        .addKeyValue("article", row.key())
        .addKeyValue("reason", reason)
        .log("article skipped");
  }

  private void pause() {
    try {
      closing.await(PAUSE_AFTER_FAILURE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
