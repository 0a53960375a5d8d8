package io.cueline.topology.app;

import io.cueline.schemas.FrameKind;
import io.cueline.topology.compliance.Decision;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** What the compliance topology counts. Thread-safe. */
public final class DecisionMetrics {

  private final MeterRegistry registry;
  private final Map<FrameKind, Counter> frames = new EnumMap<>(FrameKind.class);
  private final Map<String, Counter> decisions = new ConcurrentHashMap<>();
  private final Counter restored;
  private final AtomicLong lagMillis = new AtomicLong();

  public DecisionMetrics(MeterRegistry registry) {
    this.registry = registry;
    for (FrameKind kind : FrameKind.values()) {
      frames.put(
          kind,
          Counter.builder("cueline.topology.frames")
              .description("frames taken in")
              .tag("kind", kind.name().toLowerCase(Locale.ROOT))
              .register(registry));
    }
    this.restored =
        Counter.builder("cueline.topology.restored.records")
            .description("changelog records read to restore a store; none after a clean stop")
            .register(registry);
    Gauge.builder("cueline.topology.timer.lag", () -> seconds(timerLag()))
        .description("by how much the oldest timer was due at the last tick, on the calls' clock")
        .baseUnit("seconds")
        .register(registry);
  }

  void frame(FrameKind kind) {
    Counter counter = frames.get(kind);
    if (counter != null) {
      counter.increment();
    }
  }

  void decided(Decision decision) {
    decisions.computeIfAbsent(kind(decision), this::counter).increment();
  }

  void lag(Duration lag) {
    lagMillis.set(lag.toMillis());
  }

  void restored(long records) {
    restored.increment((double) records);
  }

  /** How long ago the oldest timer fell due when the last tick came. */
  Duration timerLag() {
    return Duration.ofMillis(lagMillis.get());
  }

  private static double seconds(Duration duration) {
    return duration.toMillis() * 0.001;
  }

  private Counter counter(String kind) {
    return Counter.builder("cueline.topology.decisions")
        .description("decisions sent on")
        .tag("kind", kind)
        .register(registry);
  }

  private static String kind(Decision decision) {
    return switch (decision) {
      case Decision.ViolationDecided violation ->
          "violation-" + violation.kind().name().toLowerCase(Locale.ROOT);
      case Decision.CueChanged cue -> "cue-" + cue.change().name().toLowerCase(Locale.ROOT);
      case Decision.DisclosureStepped ignored -> "disclosure-step";
      case Decision.NearMissed ignored -> "near-miss";
      case Decision.Adopted ignored -> "adoption";
      case Decision.Assigned ignored -> "assignment";
      case Decision.Settled ignored -> "scorecard";
      case Decision.QueryFlushed ignored -> "query";
      case Decision.FeedbackGiven ignored -> "feedback";
    };
  }
}
