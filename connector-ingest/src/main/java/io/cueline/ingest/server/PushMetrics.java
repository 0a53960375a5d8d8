package io.cueline.ingest.server;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.function.Supplier;

/** What is counted of a pushed stream. Thread-safe. */
public final class PushMetrics {

  private static final String REFUSED = "cueline.ingest.push.refused";

  private final MeterRegistry registry;
  private final String source;
  private final Counter slowed;

  public PushMetrics(MeterRegistry registry, String source) {
    this.registry = registry;
    this.source = source;
    this.slowed =
        Counter.builder("cueline.ingest.push.slowed")
            .description("WebSocket messages held back as there were too many a second")
            .tag("source", source)
            .register(registry);
  }

  /** What of ours was not taken, by reason: {@code caller, rate, pending, connections, kafka}. */
  void refused(String reason) {
    Counter.builder(REFUSED)
        .description("posts and WebSockets that were not taken")
        .tag("source", source)
        .tag("reason", reason)
        .register(registry)
        .increment();
  }

  void slowed() {
    slowed.increment();
  }

  void connections(Supplier<Number> open) {
    Gauge.builder("cueline.ingest.push.connections", open)
        .description("WebSockets that the tenant has open to us")
        .tag("source", source)
        .strongReference(true)
        .register(registry);
  }
}
