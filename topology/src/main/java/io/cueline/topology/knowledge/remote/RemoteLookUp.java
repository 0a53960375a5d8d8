package io.cueline.topology.knowledge.remote;

import io.cueline.schemas.Card;
import io.cueline.schemas.KnowledgeQuery;
import io.cueline.schemas.KnowledgeResult;
import io.cueline.schemas.Turn;
import io.cueline.schemas.serde.AvroSerde;
import io.cueline.topology.fragments.QuestionGate;
import io.cueline.topology.knowledge.ranking.Analysis;
import io.cueline.topology.knowledge.ranking.CardWriter;
import io.cueline.topology.knowledge.ranking.Question;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.SerializationException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the tenant what queries want to know: a plain consumer of {@code knowledge-queries} that
 * writes to {@code knowledge-results}, where the look-up takes what it still waits for. Nothing
 * here needs to be certain, as the look-up answers by itself what gets no result in time.
 */
public final class RemoteLookUp implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(RemoteLookUp.class);
  private static final Duration POLL = Duration.ofMillis(100);
  private static final Duration PAUSE_AFTER_FAILURE = Duration.ofSeconds(1);
  private static final Duration CLOSE_WITHIN = Duration.ofSeconds(3);
  private static final int MOST_PENDING = 10_000;

  /** What it works with. */
  public record Topics(
      String queries,
      AvroSerde<KnowledgeQuery> query,
      String results,
      AvroSerde<KnowledgeResult> result) {}

  private final TenantSearch search;
  private final RemoteOptions options;
  private final Analysis analysis;
  private final CardWriter writer;
  private final Topics topics;
  private final Supplier<Consumer<String, byte[]>> connect;
  private final Producer<String, byte[]> producer;
  private final InstantSource clock;
  private final Pending pending;
  private final CountDownLatch closing = new CountDownLatch(1);
  private final Thread thread = Thread.ofPlatform().name("knowledge-remote").unstarted(this::run);

  /**
   * @param search closed with this
   * @param connect a consumer of a group; called again after a failure
   * @param producer closed with this
   */
  public RemoteLookUp(
      TenantSearch search,
      RemoteOptions options,
      Analysis analysis,
      Topics topics,
      Supplier<Consumer<String, byte[]>> connect,
      Producer<String, byte[]> producer,
      InstantSource clock) {
    this.search = search;
    this.options = options;
    this.analysis = analysis;
    this.writer = new CardWriter(analysis);
    this.topics = topics;
    this.connect = connect;
    this.producer = producer;
    this.clock = clock;
    this.pending = new Pending(MOST_PENDING, options.inFlight());
  }

  public RemoteLookUp start() {
    thread.start();
    return this;
  }

  private void run() {
    while (closing.getCount() > 0) {
      try (Consumer<String, byte[]> consumer = connect.get()) {
        consumer.subscribe(List.of(topics.queries()));
        while (closing.getCount() > 0) {
          consumer.poll(POLL).forEach(this::take);
          askWhatMayBe();
        }
      } catch (InterruptException stopped) {
        return;
      } catch (KafkaException unreachable) {
        LOG.atWarn().setCause(unreachable).log("queries for the tenant's search cannot be read");
        pause();
      }
    }
  }

  private void take(ConsumerRecord<String, byte[]> row) {
    if (row.value() == null) {
      return;
    }
    try {
      KnowledgeQuery query = topics.query().deserialize(row.topic(), row.value());
      if (inTime(query) && QuestionGate.asks(query.getSpeaker(), query.getText())) {
        pending.offer(query);
      }
    } catch (SerializationException poison) {
      // The look-up reads the same record and puts it where such records go.
      LOG.atDebug().setCause(poison).log("query cannot be read");
    }
  }

  private void askWhatMayBe() {
    for (Optional<KnowledgeQuery> next = pending.begin(this::inTime);
        next.isPresent();
        next = pending.begin(this::inTime)) {
      KnowledgeQuery query = next.get();
      Thread.ofVirtual().name("knowledge-remote-worker").start(() -> work(query));
    }
  }

  private void work(KnowledgeQuery query) {
    try {
      send(query, search.search(query.getText(), remaining(query)));
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException failure) {
      LOG.atError()
          .addKeyValue("query", query.getQueryId())
          .setCause(failure)
          .log("the tenant's search failed");
      send(query, new SearchResult.Failed("the tenant's search failed"));
    } finally {
      pending.done();
      if (closing.getCount() > 0) {
        askWhatMayBe();
      }
    }
  }

  private void send(KnowledgeQuery query, SearchResult found) {
    KnowledgeResult.Builder result =
        KnowledgeResult.newBuilder()
            .setQueryId(query.getQueryId())
            .setTenant(query.getTenant())
            .setInteractionId(query.getInteractionId())
            .setFoundAt(clock.instant());
    switch (found) {
      case SearchResult.Found(List<RemoteArticle> articles) ->
          result.setCards(cards(query, articles));
      case SearchResult.Failed(String reason) -> result.setFailure(reason);
    }
    // Behind its query, so that who reads both by time meets the query first.
    long timestamp = query.getAt().toEpochMilli() + 1;
    byte[] value = topics.result().serialize(topics.results(), result.build());
    var _ =
        producer.send(
            new ProducerRecord<>(
                topics.results(), null, timestamp, query.getInteractionId(), value));
  }

  private List<Card> cards(KnowledgeQuery query, List<RemoteArticle> articles) {
    Question question = question(query);
    return writer.write(question, RemoteCandidates.of(analysis, question, articles));
  }

  private static Question question(KnowledgeQuery query) {
    List<String> history = query.getHistory().stream().map(Turn::getText).toList();
    return new Question(query.getSpeaker(), query.getText(), history);
  }

  /** With less time than that left, a good search would be called a failed one. */
  private boolean inTime(KnowledgeQuery query) {
    return remaining(query).compareTo(options.deadline().dividedBy(4)) > 0;
  }

  private Duration remaining(KnowledgeQuery query) {
    Instant now = clock.instant();
    Instant decided = query.getDecidedAt().isAfter(now) ? now : query.getDecidedAt();
    return Duration.between(now, decided.plus(options.deadline()));
  }

  private void pause() {
    try {
      closing.await(PAUSE_AFTER_FAILURE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** What is under way is given up; ends within a few seconds. Idempotent. */
  @Override
  public void close() {
    closing.countDown();
    try {
      thread.join(CLOSE_WITHIN);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
    search.close();
    producer.close(Duration.ofSeconds(1));
  }
}
