package io.cueline.publisher.metrics;

import io.cueline.publisher.delivery.AttemptResult;
import io.cueline.publisher.delivery.BreakerState;
import io.cueline.publisher.delivery.Content;
import io.cueline.publisher.delivery.Receipt;
import io.cueline.publisher.delivery.Step;
import io.cueline.publisher.delivery.Work;
import io.cueline.publisher.delivery.WorkClass;
import io.cueline.schemas.DeliveryOutcome;
import io.cueline.schemas.Feedback;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.IntSupplier;
import java.util.function.ToIntFunction;

/**
 * Counts and times deliveries. Thread-safe.
 *
 * <ul>
 *   <li>{@code cueline.publisher.receipts} by channel and outcome
 *   <li>{@code cueline.publisher.attempts} by channel and result (taken, again, given-up)
 *   <li>{@code cueline.publisher.alarms} by channel: final failures, somebody should look
 *   <li>{@code cueline.publisher.latency} of what was delivered, by channel and stage: {@code
 *       decide} (frame read to decision), {@code consume} (to taken up here), {@code queue} (to the
 *       first attempt), {@code call} (to the end), {@code total}
 *   <li>{@code cueline.publisher.breaker} by channel: 0 it answers, 1 being tried, 2 left alone;
 *       {@code cueline.publisher.breaker.openings} how often
 *   <li>{@code cueline.publisher.paused} seconds of a wait that was asked for, by scope
 *   <li>{@code cueline.publisher.shown} and {@code cueline.publisher.adopted}, see {@link Adoption}
 *   <li>{@code cueline.publisher.unreadable} records skipped, by topic
 *   <li>{@code cueline.publisher.backlog}, {@code cueline.publisher.in-flight} by class; {@code
 *       cueline.publisher.waiting}
 * </ul>
 */
public final class PublisherMetrics {

  private final MeterRegistry registry;
  private final Adoption adoption;
  private final Map<String, Stages> latencies = new ConcurrentHashMap<>();

  public PublisherMetrics(MeterRegistry registry) {
    this.registry = registry;
    this.adoption = new Adoption(registry);
  }

  public void receipt(Receipt receipt) {
    String channel = receipt.work().channel();
    String outcome = receipt.outcome().name().toLowerCase(Locale.ROOT);
    registry
        .counter("cueline.publisher.receipts", "channel", channel, "outcome", outcome)
        .increment();
    if (receipt.outcome() == DeliveryOutcome.FAILED) {
      registry.counter("cueline.publisher.alarms", "channel", channel).increment();
    }
    if (receipt.outcome() == DeliveryOutcome.DELIVERED) {
      latency(receipt);
      adoption.delivered(receipt.work());
    }
    if (receipt.work().content() instanceof Content.OfFeedback(Feedback feedback)) {
      adoption.did(feedback);
    }
  }

  public void attempt(Step.Send send, AttemptResult result) {
    String name =
        switch (result) {
          case AttemptResult.Taken _ -> "taken";
          case AttemptResult.Again _ -> "again";
          case AttemptResult.GivenUp _ -> "given-up";
          case AttemptResult.Stale _ -> "stale";
        };
    registry
        .counter("cueline.publisher.attempts", "channel", send.work().channel(), "result", name)
        .increment();
  }

  public void unreadable(String topic) {
    registry.counter("cueline.publisher.unreadable", "topic", topic).increment();
  }

  /** A channel does not answer. */
  public void opened(String channel) {
    registry.counter("cueline.publisher.breaker.openings", "channel", channel).increment();
  }

  /** What holds work back, by channel and by scope of a wait. */
  public void standing(
      Collection<String> channels,
      Function<String, BreakerState> state,
      Collection<String> scopes,
      Function<String, Duration> paused) {
    for (String channel : channels) {
      Gauge.builder("cueline.publisher.breaker", () -> state.apply(channel).number())
          .tag("channel", channel)
          .register(registry);
    }
    for (String scope : scopes) {
      Gauge.builder("cueline.publisher.paused", () -> paused.apply(scope).toMillis() / 1e3)
          .tag("scope", scope)
          .register(registry);
    }
  }

  public void gauges(
      ToIntFunction<WorkClass> backlog, ToIntFunction<WorkClass> inFlight, IntSupplier waiting) {
    for (WorkClass each : WorkClass.values()) {
      String name = each.name().toLowerCase(Locale.ROOT);
      Gauge.builder("cueline.publisher.backlog", () -> backlog.applyAsInt(each))
          .tag("class", name)
          .register(registry);
      Gauge.builder("cueline.publisher.in-flight", () -> inFlight.applyAsInt(each))
          .tag("class", name)
          .register(registry);
    }
    Gauge.builder("cueline.publisher.waiting", waiting::getAsInt).register(registry);
  }

  private void latency(Receipt receipt) {
    Work.Times times = receipt.work().times();
    Stages stages =
        latencies.computeIfAbsent(
            receipt.work().channel(), channel -> new Stages(registry, channel));
    Instant begun = receipt.firstAttemptAt().orElse(receipt.finishedAt());
    record(stages.decide, times.receivedAt(), times.decidedAt());
    record(stages.consume, times.decidedAt(), times.consumedAt());
    record(stages.queue, times.consumedAt(), begun);
    record(stages.call, begun, receipt.finishedAt());
    record(stages.total, times.receivedAt(), receipt.finishedAt());
  }

  /** Clocks of two machines may disagree: less than nothing is nothing. */
  private static void record(Timer stage, Instant from, Instant to) {
    Duration duration = Duration.between(from, to);
    stage.record(duration.isNegative() ? Duration.ZERO : duration);
  }

  /** One channel's timers; looking them up each time would cost more than recording. */
  private static final class Stages {
    final Timer decide;
    final Timer consume;
    final Timer queue;
    final Timer call;
    final Timer total;

    Stages(MeterRegistry registry, String channel) {
      decide = timer(registry, channel, "decide");
      consume = timer(registry, channel, "consume");
      queue = timer(registry, channel, "queue");
      call = timer(registry, channel, "call");
      total = timer(registry, channel, "total");
    }

    private static Timer timer(MeterRegistry registry, String channel, String stage) {
      return Timer.builder("cueline.publisher.latency")
          .tag("channel", channel)
          .tag("stage", stage)
          .publishPercentileHistogram()
          .register(registry);
    }
  }
}
