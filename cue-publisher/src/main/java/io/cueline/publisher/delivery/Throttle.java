package io.cueline.publisher.delivery;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * All that may hold work back: the client's limit and its calls', waits that were asked for,
 * channels that do not answer, the budget of repetitions, and the bounds in flight. Not
 * thread-safe.
 */
final class Throttle {

  /** A wait is worth telling the other instances when it is longer by this than what they know. */
  private static final Duration WORTH_TELLING = Duration.ofMillis(500);

  /** Repetitions that come with time alone, as a part of the limit. */
  private static final double REPEATED = 0.1;

  /** One channel's part. */
  private static final class Gate {
    final Breaker breaker;
    final RetryBudget repetitions;
    final @Nullable RateLimit limit;
    final Map<WorkClass, Integer> running = new EnumMap<>(WorkClass.class);
    Instant pausedUntil = Instant.MIN;

    Gate(Breaker breaker, RetryBudget repetitions, @Nullable RateLimit limit) {
      this.breaker = breaker;
      this.repetitions = repetitions;
      this.limit = limit;
    }
  }

  private final Bounds bounds;
  private final RateLimit client;
  private final Map<String, Gate> gates = new HashMap<>();
  private final Map<WorkClass, Integer> running = new EnumMap<>(WorkClass.class);
  private final Map<String, Instant> told = new HashMap<>();
  private final Instant since;
  private double part = 1;

  Throttle(Bounds bounds, Instant now) {
    this.bounds = bounds;
    this.client = new RateLimit(bounds.perMinute(), now);
    this.since = now;
  }

  void share(double newPart) {
    part = newPart;
    client.share(part);
    for (Gate gate : gates.values()) {
      if (gate.limit != null) {
        gate.limit.share(part);
      }
    }
  }

  /**
   * Whom the work went to asked for a wait.
   *
   * @return what the other instances should hear
   */
  Optional<Pause> pauseUntil(Work work, Instant until) {
    Pause pause = new Pause(work.outside() ? work.channel() : Pause.CLIENT, until);
    apply(pause);
    Instant known = told.getOrDefault(pause.scope(), Instant.MIN);
    if (known.isAfter(Instant.MIN) && until.isBefore(known.plus(WORTH_TELLING))) {
      return Optional.empty();
    }
    told.put(pause.scope(), until);
    return Optional.of(pause);
  }

  /** Another instance was asked to wait. */
  void heard(Pause pause) {
    told.merge(pause.scope(), pause.until(), Throttle::later);
    apply(pause);
  }

  private void apply(Pause pause) {
    if (pause.scope().equals(Pause.CLIENT)) {
      client.pauseUntil(pause.until());
    } else {
      Gate gate = gate(pause.scope());
      gate.pausedUntil = later(gate.pausedUntil, pause.until());
    }
  }

  /** Whether one more call may be under way; when it may start is {@link #permitAt}. */
  boolean hasRoom(Work work) {
    WorkClass workClass = work.position().workClass();
    Gate gate = gate(work.channel());
    int under = (work.outside() ? gate.running : running).getOrDefault(workClass, 0);
    return under < bounds.inFlight(workClass) && gate.breaker.hasRoom();
  }

  /** Calls of the tenant's client under way. */
  int running(WorkClass workClass) {
    return running.getOrDefault(workClass, 0);
  }

  /**
   * Takes a permit and a place in flight.
   *
   * @param attempts made before this one
   * @return to be handed to {@link #ended}; empty, and nothing is changed, where it may not start
   */
  Optional<Long> tryStart(Work work, int attempts, Instant now) {
    if (!hasRoom(work) || permitAt(work, attempts, now).isAfter(now)) {
      return Optional.empty();
    }
    Gate gate = gate(work.channel());
    if (!work.outside()) {
      client.tryTake(work.urgency(), now);
    }
    if (gate.limit != null) {
      gate.limit.tryTake(work.urgency(), now);
    }
    if (attempts > 0) {
      gate.repetitions.repetition(now);
    } else {
      gate.repetitions.firstAttempt();
    }
    (work.outside() ? gate.running : running).merge(work.position().workClass(), 1, Integer::sum);
    return Optional.of(gate.breaker.started());
  }

  /**
   * A call has ended.
   *
   * @return whether the channel is left alone from now on, or answers again
   */
  Optional<Step.Notice> ended(Work work, long started, Breaker.Verdict verdict, Instant now) {
    Gate gate = gate(work.channel());
    (work.outside() ? gate.running : running).merge(work.position().workClass(), -1, Integer::sum);
    BreakerState before = gate.breaker.state();
    gate.breaker.ended(started, verdict, now);
    BreakerState after = gate.breaker.state();
    if (before == after) {
      return Optional.empty();
    }
    return Optional.of(
        after == BreakerState.OPEN
            ? new Step.Opened(work.channel(), gate.breaker.until())
            : new Step.Closed(work.channel()));
  }

  /** When work may start if there is room; not after {@code now} when it may. */
  Instant permitAt(Work work, int attempts, Instant now) {
    Gate gate = gate(work.channel());
    Instant at = later(gate.breaker.availableAt(now), gate.pausedUntil);
    if (!work.outside()) {
      at = later(at, client.availableAt(work.urgency(), now));
    }
    if (gate.limit != null) {
      at = later(at, gate.limit.availableAt(work.urgency(), now));
    }
    return attempts > 0 ? later(at, gate.repetitions.availableAt(now)) : at;
  }

  BreakerState state(String channel) {
    return gate(channel).breaker.state();
  }

  /** How long everybody has yet to wait. */
  Duration paused(String scope, Instant now) {
    Instant until = scope.equals(Pause.CLIENT) ? client.pausedUntil() : gate(scope).pausedUntil;
    return until.isAfter(now) ? Duration.between(now, until) : Duration.ZERO;
  }

  private Gate gate(String channel) {
    @Nullable Gate gate = gates.get(channel);
    if (gate == null) {
      Integer own = bounds.perMinuteByChannel().get(channel);
      @Nullable RateLimit limit = own == null ? null : new RateLimit(own, since);
      if (limit != null) {
        limit.share(part);
      }
      double repeated = REPEATED * (own == null ? bounds.perMinute() : own);
      gate = new Gate(new Breaker(bounds.breaker()), new RetryBudget(repeated, since), limit);
      gates.put(channel, gate);
    }
    return gate;
  }

  private static Instant later(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }
}
