package io.cueline.ingest.kafka;

import io.cueline.schemas.FrameKind;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;

/** What is counted of frames. Thread-safe. */
public final class FrameMetrics {

  private final Map<FrameKind, Counter> frames = new EnumMap<>(FrameKind.class);
  private final Counter rejected;
  private final Counter reconnects;
  private final Counter ticks;
  private final Counter lost;
  private final Counter repeats;
  private final Counter controls;
  private final Timer lag;

  public FrameMetrics(MeterRegistry registry, String source) {
    for (FrameKind kind : FrameKind.values()) {
      frames.put(
          kind,
          Counter.builder("cueline.ingest.frames")
              .description("frames written, by kind")
              .tag("source", source)
              .tag("kind", kind.name().toLowerCase(Locale.ROOT))
              .register(registry));
    }
    this.rejected = counter(registry, "rejected", "frames that could not be read", source);
    this.reconnects = counter(registry, "reconnects", "attempts to connect again", source);
    this.ticks = counter(registry, "ticks", "ticks written", source);
    this.lost = counter(registry, "lost", "records that Kafka refused for good", source);
    this.repeats = counter(registry, "repeats", "frames dropped as they came before", source);
    this.controls =
        counter(registry, "controls", "frames that say nothing of an interaction", source);
    this.lag =
        Timer.builder("cueline.ingest.lag")
            .description("from reading a frame to Kafka's acknowledgement")
            .tag("source", source)
            .publishPercentiles(0.5, 0.99)
            .register(registry);
  }

  private static Counter counter(MeterRegistry registry, String what, String doc, String source) {
    return Counter.builder("cueline.ingest." + what)
        .description(doc)
        .tag("source", source)
        .register(registry);
  }

  void frame(FrameKind kind) {
    Counter counter = frames.get(kind);
    if (counter != null) {
      counter.increment();
    }
    if (kind == FrameKind.TICK) {
      ticks.increment();
    }
  }

  void rejected() {
    rejected.increment();
  }

  /** An attempt to connect again. */
  public void reconnect() {
    reconnects.increment();
  }

  /** A frame that its sender had sent before. */
  public void repeated() {
    repeats.increment();
  }

  /** A frame of the tenant's own business. */
  public void control() {
    controls.increment();
  }

  void lost() {
    lost.increment();
  }

  void acknowledged(long nanosAfterReading) {
    lag.record(Duration.ofNanos(nanosAfterReading));
  }
}
