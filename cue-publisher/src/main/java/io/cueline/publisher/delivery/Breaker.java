package io.cueline.publisher.delivery;

import java.time.Duration;
import java.time.Instant;

/**
 * Leaves a channel alone that does not answer: after so many failures in a row nothing goes there
 * for a pause, which doubles with every pause that did not help. Then one call is tried; each that
 * succeeds lets one more go at a time, so that a tenant that has just come back is not run down,
 * and each that fails one less: when none is left, there is another pause. A tenant that fails a
 * part of its calls is used all the same. Not thread-safe.
 */
final class Breaker {

  /** So many at a time, and the channel is as good as ever. */
  private static final int ENOUGH = 32;

  /** What an attempt says about the channel. */
  enum Verdict {
    ANSWERS,
    FAILS,
    /** Nothing either way: it was told to wait, or never asked. */
    NOTHING;

    static Verdict of(AttemptResult result) {
      return switch (result) {
        case AttemptResult.Taken _ -> ANSWERS;
        case AttemptResult.Stale _ -> NOTHING;
        case AttemptResult.Again _, AttemptResult.GivenUp _ ->
            result.status().map(Verdict::of).orElse(FAILS);
      };
    }

    /** 401 comes from all calls alike; other refusals are about the one that was made. */
    private static Verdict of(int status) {
      if (status >= 500 || status == 401) {
        return FAILS;
      }
      return status == 429 || status < 100 ? NOTHING : ANSWERS;
    }
  }

  private final BreakerPolicy policy;
  private BreakerState state = BreakerState.CLOSED;
  private Instant until = Instant.MIN;
  private Duration pause;

  /** Counts what happened to the state, so that answers to calls of before count no more. */
  private long generation;

  private int failures;
  private int allowed;
  private int tried;

  Breaker(BreakerPolicy policy) {
    this.policy = policy;
    this.pause = policy.pause();
  }

  BreakerState state() {
    return state;
  }

  /** The end of the pause, where there is one. */
  Instant until() {
    return until;
  }

  /** Whether another call may be under way; when it may start is {@link #availableAt}. */
  boolean hasRoom() {
    return state != BreakerState.TRYING || tried < allowed;
  }

  /** Not after {@code now} when a call may start. */
  Instant availableAt(Instant now) {
    return state == BreakerState.OPEN && until.isAfter(now) ? until : now;
  }

  /**
   * A call starts, which {@link #hasRoom} and {@link #availableAt} allowed.
   *
   * @return to be told when it has ended
   */
  long started() {
    if (state == BreakerState.OPEN) {
      state = BreakerState.TRYING;
      generation++;
      allowed = 1;
      tried = 0;
    }
    tried += state == BreakerState.TRYING ? 1 : 0;
    return generation;
  }

  /** A call has ended. */
  void ended(long startedIn, Verdict verdict, Instant now) {
    if (startedIn != generation) {
      return;
    }
    tried -= state == BreakerState.TRYING ? 1 : 0;
    switch (verdict) {
      case NOTHING -> {}
      case ANSWERS -> answers();
      case FAILS -> fails(now);
    }
  }

  private void answers() {
    failures = 0;
    if (state == BreakerState.TRYING && ++allowed > ENOUGH) {
      state = BreakerState.CLOSED;
      pause = policy.pause();
    }
  }

  private void fails(Instant now) {
    failures++;
    boolean enough = state == BreakerState.TRYING ? --allowed < 1 : failures >= policy.failures();
    if (enough) {
      state = BreakerState.OPEN;
      generation++;
      failures = 0;
      until = now.plus(pause);
      Duration twice = pause.multipliedBy(2);
      pause = twice.compareTo(policy.longest()) > 0 ? policy.longest() : twice;
    }
  }
}
