package io.cueline.topology.knowledge;

import io.cueline.schemas.Card;
import io.cueline.schemas.Insight;
import io.cueline.schemas.KnowledgeQuery;
import io.cueline.schemas.KnowledgeResult;
import io.cueline.schemas.LookUpState;
import io.cueline.schemas.Turn;
import io.cueline.topology.fragments.QuestionGate;
import io.cueline.topology.knowledge.ranking.LookUp;
import io.cueline.topology.knowledge.ranking.LookUp.Answer;
import io.cueline.topology.knowledge.ranking.Question;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Queries in, cards out. A query that asks something waits in the store, where a newer one of its
 * interaction takes its place, until the next round answers what waits; so under load only the
 * newest are answered, and a crash loses none. Where the tenant's search is asked, it waits for
 * that result first, and the local articles answer when it fails or is late. Wall clock decides
 * here what is too late to help, nothing else. One thread per instance.
 */
final class LookUpProcessor implements Processor<String, SpecificRecord, String, Insight> {

  private static final Logger LOG = LoggerFactory.getLogger(LookUpProcessor.class);

  static final Duration ROUND = Duration.ofMillis(10);

  /** A round ends after this long, so that the thread polls in time; the rest has the next one. */
  private static final Duration ROUND_BUDGET = Duration.ofMillis(200);

  private static final String LATE = "the tenant's search did not answer in time";

  private static final Duration FORGET_EVERY = Duration.ofMinutes(5);

  /** Cards remembered per interaction: more than anybody reads in a call. */
  private static final int MAX_SHOWN = 200;

  private final LookUp lookUp;
  private final LookUpMetrics metrics;
  private final LookUpRules rules;

  /**
   * Interactions with a waiting query, in order of arrival, and when the local articles are to
   * answer it: what the store says, kept at hand.
   */
  private final Map<String, Instant> waiting = new LinkedHashMap<>();

  @SuppressWarnings("NullAway.Init") // Kafka Streams calls init before anything else
  private ProcessorContext<String, Insight> context;

  @SuppressWarnings("NullAway.Init")
  private KeyValueStore<String, LookUpState> store;

  LookUpProcessor(LookUp lookUp, LookUpMetrics metrics, LookUpRules rules) {
    this.lookUp = lookUp;
    this.metrics = metrics;
    this.rules = rules;
  }

  @Override
  public void init(ProcessorContext<String, Insight> newContext) {
    context = newContext;
    store = newContext.getStateStore(KnowledgeTopology.STORE);
    try (KeyValueIterator<String, LookUpState> all = store.all()) {
      all.forEachRemaining(
          entry -> {
            if (entry.value.getWaiting() != null) {
              waiting.put(entry.key, localFrom(entry.value.getWaiting()));
            }
          });
    }
    newContext.schedule(ROUND, PunctuationType.WALL_CLOCK_TIME, this::answerWaiting);
    newContext.schedule(FORGET_EVERY, PunctuationType.WALL_CLOCK_TIME, this::forget);
  }

  @Override
  public void process(Record<String, SpecificRecord> row) {
    switch (row.value()) {
      case KnowledgeQuery query -> take(row.key(), query);
      case KnowledgeResult result -> take(row.key(), result);
      case null, default -> {}
    }
  }

  private void take(String interaction, KnowledgeQuery query) {
    Instant now = now();
    if (isStale(query, now)) {
      metrics.count(LookUpMetrics.Result.STALE);
    } else if (QuestionGate.asks(query.getSpeaker(), query.getText())) {
      Optional<LookUpState> before = Optional.ofNullable(store.get(interaction));
      if (before.map(LookUpState::getWaiting).isPresent()) {
        metrics.count(LookUpMetrics.Result.SUPERSEDED);
      }
      store.put(interaction, state(Optional.of(query), shown(before), now));
      waiting.put(interaction, localFrom(query));
    } else {
      metrics.count(LookUpMetrics.Result.NOTHING_ASKED);
    }
  }

  /** A result nobody waits for any more is of no use to anybody. */
  private void take(String interaction, KnowledgeResult result) {
    Optional<LookUpState> state = Optional.ofNullable(store.get(interaction));
    Optional<KnowledgeQuery> query =
        state
            .map(LookUpState::getWaiting)
            .filter(waits -> waits.getQueryId().equals(result.getQueryId()));
    if (query.isEmpty()) {
      return;
    }
    waiting.remove(interaction);
    List<String> shown = shown(state);
    if (result.getFailure() != null) {
      answerLocally(interaction, query.get(), shown, Optional.of(result.getFailure()));
    } else if (isStale(query.get(), now())) {
      settle(interaction, query.get(), stale(), shown, Insights.REMOTE, Optional.empty());
    } else {
      List<Card> cards = Insights.unseen(result.getCards(), Set.copyOf(shown), rules.cards());
      metrics.count(
          cards.isEmpty() ? LookUpMetrics.Result.NO_ANSWER : LookUpMetrics.Result.ANSWERED);
      settle(interaction, query.get(), cards, shown, Insights.REMOTE, Optional.empty());
    }
  }

  private void answerWaiting(long wallClock) {
    Instant now = now();
    long until = System.nanoTime() + ROUND_BUDGET.toNanos();
    Iterator<Map.Entry<String, Instant>> entries = waiting.entrySet().iterator();
    while (entries.hasNext() && System.nanoTime() < until) {
      Map.Entry<String, Instant> entry = entries.next();
      if (entry.getValue().isAfter(now)) {
        continue;
      }
      String interaction = entry.getKey();
      entries.remove();
      Optional<LookUpState> state = Optional.ofNullable(store.get(interaction));
      state
          .map(LookUpState::getWaiting)
          .ifPresent(
              query ->
                  answerLocally(
                      interaction, query, shown(state), rules.waitForRemote().map(wait -> LATE)));
    }
  }

  private void answerLocally(
      String interaction, KnowledgeQuery query, List<String> shown, Optional<String> fallback) {
    List<Card> cards = isStale(query, now()) ? stale() : look(query, shown);
    if (fallback.isPresent()) {
      metrics.count(LookUpMetrics.Result.FELL_BACK);
    }
    settle(interaction, query, cards, shown, lookUp.source(), fallback);
  }

  private void settle(
      String interaction,
      KnowledgeQuery query,
      List<Card> cards,
      List<String> shown,
      String answeredBy,
      Optional<String> fallback) {
    if (!cards.isEmpty()) {
      Insight insight = Insights.of(query, cards, answeredBy, fallback, now());
      context.forward(new Record<>(interaction, insight, query.getAt().toEpochMilli()));
    }
    List<String> all = new ArrayList<>(shown);
    cards.forEach(card -> all.add(card.getId()));
    List<String> kept = all.subList(Math.max(0, all.size() - MAX_SHOWN), all.size());
    store.put(interaction, state(Optional.empty(), kept, now()));
  }

  /** From when on the local articles answer it: at once, or when the tenant is too late. */
  private Instant localFrom(KnowledgeQuery query) {
    Instant now = now();
    Instant decided = query.getDecidedAt().isAfter(now) ? now : query.getDecidedAt();
    return rules.waitForRemote().map(decided::plus).orElse(Instant.MIN);
  }

  private Instant now() {
    return Instant.ofEpochMilli(context.currentSystemTimeMs());
  }

  private List<Card> stale() {
    metrics.count(LookUpMetrics.Result.STALE);
    return List.of();
  }

  private List<Card> look(KnowledgeQuery query, List<String> shown) {
    long start = System.nanoTime();
    try {
      Answer answer = lookUp.answer(question(query), Set.copyOf(shown));
      metrics.count(answer);
      return switch (answer) {
        case Answer.Cards(List<Card> cards) -> cards;
        case Answer.NothingAsked nothing -> List.of();
        case Answer.NoAnswer none -> List.of();
      };
    } catch (RuntimeException failure) {
      // Thrown from a punctuation it would stop the thread or lose the query's name: say it here.
      metrics.count(LookUpMetrics.Result.FAILED);
      LOG.atError()
          .addKeyValue("query", query.getQueryId())
          .addKeyValue("interaction", query.getInteractionId())
          .setCause(failure)
          .log("look-up failed");
      return List.of();
    } finally {
      metrics.took(Duration.ofNanos(System.nanoTime() - start));
    }
  }

  /** The end of an interaction is not seen here: what has not moved for long is let go. */
  private void forget(long wallClock) {
    Instant before = Instant.ofEpochMilli(wallClock).minus(rules.rememberShown());
    try (KeyValueIterator<String, LookUpState> all = store.all()) {
      while (all.hasNext()) {
        KeyValue<String, LookUpState> entry = all.next();
        if (entry.value.getTouchedAt().isBefore(before)) {
          store.delete(entry.key);
          waiting.remove(entry.key);
        }
      }
    }
  }

  private boolean isStale(KnowledgeQuery query, Instant now) {
    return Duration.between(query.getDecidedAt(), now).compareTo(rules.maxAge()) > 0;
  }

  private static List<String> shown(Optional<LookUpState> state) {
    return state.map(LookUpState::getShown).orElse(List.of());
  }

  private static Question question(KnowledgeQuery query) {
    List<String> history = query.getHistory().stream().map(Turn::getText).toList();
    return new Question(query.getSpeaker(), query.getText(), history);
  }

  private static LookUpState state(
      Optional<KnowledgeQuery> waiting, List<String> shown, Instant now) {
    LookUpState.Builder state = LookUpState.newBuilder().setShown(shown).setTouchedAt(now);
    waiting.ifPresent(state::setWaiting);
    return state.build();
  }
}
