package io.cueline.publisher.delivery;

import java.time.Duration;
import java.time.Instant;

/**
 * Permits at a steady rate with a small burst, so that never more than the limit fall into any
 * minute: burst + rate × 1 minute &lt; limit + 1, with a second to spare for calls that overtake
 * each other on the way. It starts empty: what another instance passed a moment ago, before it died
 * or gave up its part, counts in the same minute. Not thread-safe; a clock that steps back adds
 * nothing.
 */
final class TokenBucket {

  private static final double MINUTE_MILLIS = Duration.ofSeconds(61).toMillis();
  private static final double BURST_SHARE = 0.1;
  private static final double ROUNDING = 1e-9;

  private double burst;
  private double perMilli;
  private double tokens;
  private Instant filledAt;

  /**
   * @param perMinute above 0
   */
  TokenBucket(double perMinute, Instant now) {
    this.filledAt = now;
    limit(perMinute);
  }

  /** Changes the limit; what was saved up is kept as far as it fits. */
  void limit(double perMinute) {
    if (!(perMinute > 0)) {
      throw new IllegalArgumentException("limit must be above 0, got " + perMinute);
    }
    double whole = perMinute >= 1 ? Math.floor(perMinute) : perMinute;
    burst = Math.max(1, Math.floor(whole * BURST_SHARE));
    perMilli = whole < 1 ? whole / MINUTE_MILLIS : (whole + 1 - burst) / MINUTE_MILLIS;
    tokens = Math.min(tokens, burst);
  }

  boolean tryTake(Instant now) {
    fill(now);
    if (tokens + ROUNDING < 1) {
      return false;
    }
    tokens -= 1;
    return true;
  }

  /** When the next permit will be there; not after {@code now} when one is. */
  Instant availableAt(Instant now) {
    fill(now);
    double missing = 1 - ROUNDING - tokens;
    return missing <= 0 ? now : now.plusMillis((long) Math.ceil(missing / perMilli));
  }

  private void fill(Instant now) {
    long millis = Duration.between(filledAt, now).toMillis();
    if (millis > 0) {
      tokens = Math.min(burst, tokens + millis * perMilli);
    }
    if (millis != 0) {
      filledAt = now;
    }
  }
}
