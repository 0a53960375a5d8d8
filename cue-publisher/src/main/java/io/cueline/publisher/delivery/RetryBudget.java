package io.cueline.publisher.delivery;

import java.time.Duration;
import java.time.Instant;

/**
 * Keeps second attempts a small part of all, so that a tenant in trouble does not get more calls
 * than one in health. Each first attempt earns a fifth of a repetition, and a few come with time.
 * What finds none waits, and may expire. Not thread-safe.
 */
final class RetryBudget {

  private static final double EARNED = 0.2;
  private static final double MOST = 100;
  private static final double ROUNDING = 1e-9;

  private final double perMilli;
  private double credit = MOST;
  private Instant at;

  /**
   * @param perMinute repetitions that come with time alone, above 0
   */
  RetryBudget(double perMinute, Instant now) {
    this.perMilli = perMinute / Duration.ofMinutes(1).toMillis();
    this.at = now;
  }

  void firstAttempt() {
    credit = Math.min(MOST, credit + EARNED);
  }

  /** Takes one that {@link #availableAt} allowed. */
  void repetition(Instant now) {
    fill(now);
    credit -= 1;
  }

  /** Not after {@code now} when a repetition may start. */
  Instant availableAt(Instant now) {
    fill(now);
    double missing = 1 - ROUNDING - credit;
    return missing <= 0 ? now : now.plusMillis((long) Math.ceil(missing / perMilli));
  }

  private void fill(Instant now) {
    long millis = Duration.between(at, now).toMillis();
    if (millis > 0) {
      credit = Math.min(MOST, credit + millis * perMilli);
    }
    if (millis != 0) {
      at = now;
    }
  }
}
