package io.cueline.publisher.realtime.socket;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.function.BooleanSupplier;
import java.util.function.IntSupplier;

/** What is measured of realtime frames; see docs/metrics.md. */
public final class RealtimeMetrics {

  private static final String PREFIX = "cueline.publisher.realtime.";

  private final MeterRegistry registry;
  private final Counter evicted;

  public RealtimeMetrics(MeterRegistry registry) {
    this.registry = registry;
    this.evicted = registry.counter(PREFIX + "evicted");
  }

  void gauges(IntSupplier sessions, BooleanSupplier connected) {
    Gauge.builder(PREFIX + "sessions", sessions::getAsInt).register(registry);
    Gauge.builder(PREFIX + "connected", () -> connected.getAsBoolean() ? 1 : 0).register(registry);
  }

  void evicted() {
    evicted.increment();
  }

  /**
   * @param event of the audit line
   */
  void frame(String event) {
    registry.counter(PREFIX + "frames", "event", event).increment();
  }
}
