package io.cueline.topology.knowledge;

import io.cueline.topology.knowledge.ranking.LookUp.Answer;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Locale;

/** What became of queries, and how long looking up took. Thread-safe. */
final class LookUpMetrics {

  /** What becomes of a query. */
  enum Result {
    ANSWERED,
    NOTHING_ASKED,
    NO_ANSWER,
    /** Too late to help. */
    STALE,
    /** A newer query of the same interaction took its place. */
    SUPERSEDED,
    /** The local articles had to answer in place of the tenant's search. */
    FELL_BACK,
    /** Looking up threw. */
    FAILED
  }

  private final MeterRegistry registry;
  private final Timer time;

  LookUpMetrics(MeterRegistry registry) {
    this.registry = registry;
    this.time =
        Timer.builder("cueline.knowledge.lookup")
            .description("time of a look-up in the articles")
            .publishPercentiles(0.5, 0.99)
            .register(registry);
    for (Result result : Result.values()) {
      registry.counter("cueline.knowledge.queries", "result", label(result));
    }
  }

  void count(Result result) {
    registry.counter("cueline.knowledge.queries", "result", label(result)).increment();
  }

  void count(Answer answer) {
    count(
        switch (answer) {
          case Answer.Cards cards -> Result.ANSWERED;
          case Answer.NothingAsked nothing -> Result.NOTHING_ASKED;
          case Answer.NoAnswer none -> Result.NO_ANSWER;
        });
  }

  void took(Duration duration) {
    time.record(duration);
  }

  private static String label(Result result) {
    return result.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
