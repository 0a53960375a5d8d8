package io.cueline.publisher.delivery;

import java.time.Duration;

/**
 * When a channel that does not answer is left alone, and for how long.
 *
 * @param failures in a row, from 1, that make the first pause
 * @param pause the first; each that did not help is followed by one twice as long
 * @param longest that pauses grow to
 */
public record BreakerPolicy(int failures, Duration pause, Duration longest) {

  public BreakerPolicy {
    if (failures < 1) {
      throw new IllegalArgumentException("failures count from 1, got " + failures);
    }
    if (!pause.isPositive() || longest.compareTo(pause) < 0) {
      throw new IllegalArgumentException("pauses are above 0, and the first within the longest");
    }
  }
}
