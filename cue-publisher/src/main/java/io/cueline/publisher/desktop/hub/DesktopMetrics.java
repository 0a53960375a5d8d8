package io.cueline.publisher.desktop.hub;

import io.cueline.schemas.Cue;
import io.cueline.schemas.Insight;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.time.Instant;
import java.util.function.IntSupplier;
import org.apache.avro.specific.SpecificRecord;

/** Counts and times the desktop, docs/metrics.md. Thread-safe. */
public final class DesktopMetrics {

  private final MeterRegistry registry;
  private final Counter messages;
  private final Timer lag;

  public DesktopMetrics(MeterRegistry registry) {
    this.registry = registry;
    this.messages = registry.counter("cueline.desktop.messages");
    this.lag = registry.timer("cueline.desktop.lag");
  }

  void gauges(IntSupplier agents, IntSupplier supervisors, IntSupplier calls) {
    Gauge.builder("cueline.desktop.clients", agents::getAsInt)
        .tag("role", "agent")
        .register(registry);
    Gauge.builder("cueline.desktop.clients", supervisors::getAsInt)
        .tag("role", "supervisor")
        .register(registry);
    Gauge.builder("cueline.desktop.calls", calls::getAsInt).register(registry);
  }

  void sent() {
    messages.increment();
  }

  /** From the decision of what is shown until it is with the sockets. */
  void lag(SpecificRecord record, Instant now) {
    if (record instanceof Cue cue) {
      lag(Duration.between(cue.getDecidedAt(), now));
    } else if (record instanceof Insight insight) {
      lag(Duration.between(insight.getAnsweredAt(), now));
    }
  }

  /** Clocks of two machines may disagree: less than nothing is nothing. */
  private void lag(Duration sinceDecided) {
    lag.record(sinceDecided.isNegative() ? Duration.ZERO : sinceDecided);
  }

  void refused(int status) {
    registry.counter("cueline.desktop.refused", "status", Integer.toString(status)).increment();
  }

  void closed(String reason) {
    registry.counter("cueline.desktop.closed", "reason", reason).increment();
  }

  void feedback(String result) {
    registry.counter("cueline.desktop.feedback", "result", result).increment();
  }
}
