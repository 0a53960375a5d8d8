package io.cueline.ingest.poll;

import io.cueline.cxone.call.CallRequest;
import io.cueline.cxone.call.CxoneClient;
import io.cueline.cxone.call.Outcome;
import io.cueline.ingest.article.ArticleLedger;
import io.cueline.ingest.article.ArticleLedger.Plan;
import io.cueline.ingest.article.ArticleList;
import io.cueline.ingest.article.ArticleList.Parsed;
import io.cueline.ingest.kafka.RecordSink;
import io.cueline.ingest.ownership.Lease;
import io.cueline.ingest.stream.Backoff;
import io.cueline.runtime.kafka.KafkaAccess;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the articles in Kafka as the tenant has them: asks from time to time for what is new and
 * writes what has changed. A tenant that does not answer stops nothing but this. On a thread of its
 * own.
 */
public final class ArticlePoll implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(ArticlePoll.class);
  private static final int PART = 206;
  private static final Duration STOP_WITHIN = Duration.ofSeconds(3);

  private final CxoneClient client;
  private final String call;
  private final ArticleTopic topic;
  private final Duration interval;
  private final Backoff retry;
  private final Lease lease;
  private final CountDownLatch stopping = new CountDownLatch(1);
  private final Thread thread = Thread.ofPlatform().name("article-poll").unstarted(this::run);
  private final RandomGenerator random = RandomGenerator.getDefault();
  private volatile Optional<String> waitingFor = Optional.of("the first poll for articles");
  private @Nullable ArticleLedger ledger;
  private Optional<String> lastModified = Optional.empty();

  /**
   * @param call the profile's call that lists articles
   * @param interval between two polls
   * @param retry after failed ones
   * @param lease asked before anything is written
   */
  public ArticlePoll(
      CxoneClient client,
      String call,
      KafkaAccess kafka,
      RecordSink sink,
      Duration interval,
      Backoff retry,
      Lease lease) {
    this.lease = lease;
    this.client = client;
    this.call = call;
    this.topic = new ArticleTopic(kafka, sink);
    this.interval = interval;
    this.retry = retry;
  }

  public ArticlePoll start() {
    thread.start();
    return this;
  }

  /** Empty once a poll has been carried out, else what it waits for. */
  public Optional<String> waitingFor() {
    return waitingFor;
  }

  private void run() {
    int failures = 0;
    try {
      Duration pause = Duration.ZERO;
      while (!stopping.await(pause.toNanos(), TimeUnit.NANOSECONDS) && lease.held()) {
        Optional<Failure> failure = poll();
        failures = failure.isPresent() ? failures + 1 : 0;
        pause = failure.isPresent() ? pauseAfter(failure.get(), failures) : interval;
        if (failure.isPresent() && stopping.getCount() > 0) {
          LOG.atWarn()
              .addKeyValue("reason", failure.get().reason())
              .addKeyValue("again", pause)
              .log("Articles could not be polled");
        }
      }
    } catch (InterruptedException stopped) {
      LOG.atDebug().log("article poll interrupted");
    } finally {
      topic.close();
    }
  }

  /**
   * A poll that came to nothing.
   *
   * @param after what the tenant asked to wait
   */
  private record Failure(String reason, Optional<Duration> after) {
    static Optional<Failure> of(String reason) {
      return Optional.of(new Failure(reason, Optional.empty()));
    }
  }

  private Duration pauseAfter(Failure failure, int failures) {
    if (waitingFor.isPresent()) {
      waitingFor = Optional.of(failure.reason());
    }
    Duration pause = retry.pause(failures - 1, random);
    return failure.after().filter(asked -> asked.compareTo(pause) > 0).orElse(pause);
  }

  private Optional<Failure> poll() {
    try {
      if (ledger == null) {
        ledger = new ArticleLedger(topic.versions());
      }
      CallRequest request = CallRequest.of(call);
      CallRequest conditional =
          lastModified.map(since -> request.header("If-Modified-Since", since)).orElse(request);
      return switch (client.send(conditional)) {
        case Outcome.Delivered delivered -> take(delivered, ledger);
        case Outcome.NotModified _ -> {
          waitingFor = Optional.empty();
          yield Optional.empty();
        }
        case Outcome.RetryLater later -> Optional.of(new Failure(later.reason(), later.after()));
        case Outcome.Unauthorized(String reason) ->
            Optional.of(new Failure(reason, Optional.of(interval)));
        case Outcome.Final(int status, String reason) -> Failure.of(status + ": " + reason);
      };
    } catch (KafkaException failed) {
      return Failure.of("Kafka: " + failed.getMessage());
    }
  }

  private Optional<Failure> take(Outcome.Delivered answer, ArticleLedger known) {
    return switch (ArticleList.parse(answer.body())) {
      case Parsed.Unreadable(String reason) -> Failure.of(reason);
      case Parsed.Read(ArticleList list) -> {
        carryOut(answer, list, known);
        yield Optional.empty();
      }
    };
  }

  private void carryOut(Outcome.Delivered answer, ArticleList list, ArticleLedger known) {
    list.skipped()
        .forEach(
            each ->
                LOG.atWarn()
                    .addKeyValue("id", each.id().orElse("unknown"))
                    .addKeyValue("reason", each.reason())
                    .log("Article skipped"));
    Plan plan = answer.status() == PART ? known.part(list) : known.full(list);
    if (!lease.held()) {
      return;
    }
    topic.write(plan.changes(), Instant.now());
    known.done(plan);
    if (plan.heldBack().isEmpty()) {
      lastModified =
          Optional.ofNullable(answer.headers().get("last-modified")).or(() -> lastModified);
    } else {
      // Asked for conditionally, the list would not come again, and nothing would be settled.
      lastModified = Optional.empty();
      LOG.atWarn()
          .addKeyValue("missing", plan.heldBack().size())
          .addKeyValue("kept", known.size())
          .log("Many articles are missing at once; they go when the next poll says the same");
    }
    if (!plan.changes().isEmpty() || waitingFor.isPresent()) {
      LOG.atInfo()
          .addKeyValue("changes", plan.changes().size())
          .addKeyValue("kept", known.size())
          .log("Articles polled");
    }
    waitingFor = Optional.empty();
  }

  /** Returns within a few seconds. Idempotent. */
  @Override
  public void close() {
    stopping.countDown();
    thread.interrupt();
    try {
      thread.join(STOP_WITHIN);
    } catch (InterruptedException hurried) {
      Thread.currentThread().interrupt();
    }
  }
}
