package io.cueline.ingest.stream;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long to wait before connecting again: doubled with every failure in a row, up to a limit,
 * each varied a little, so that many who lost the same tenant do not come back at once. Immutable.
 *
 * @param first after a connection that had worked
 * @param most the longest
 * @param jitter share by which a pause varies up or down, 0 to 1
 */
public record Backoff(Duration first, Duration most, double jitter) {

  /** Beyond this many doublings every limit is reached. */
  private static final int MOST_DOUBLINGS = 20;

  public Backoff {
    if (!first.isPositive() || most.isNegative()) {
      throw new IllegalArgumentException("a pause is more than 0");
    }
    if (!(jitter >= 0 && jitter <= 1)) {
      throw new IllegalArgumentException("jitter is from 0 to 1");
    }
  }

  /**
   * @param failures in a row, from 0
   */
  public Duration pause(int failures, RandomGenerator random) {
    double full = first.toNanos() * Math.pow(2, Math.min(failures, MOST_DOUBLINGS));
    double limit = Math.max(first.toNanos(), most.toNanos());
    double varied = Math.min(full, limit) * (1 + jitter * (2 * random.nextDouble() - 1));
    return Duration.ofNanos(Math.max(1, Math.round(varied)));
  }
}
