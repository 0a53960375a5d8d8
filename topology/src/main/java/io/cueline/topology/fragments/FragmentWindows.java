package io.cueline.topology.fragments;

import java.time.Duration;

/**
 * How long words are gathered. Part of the engine's settings, so of a revision.
 *
 * @param idle a buffer is flushed this long after its last fragment; more than zero
 * @param maxAge and at the latest this long after its first; more than zero
 */
public record FragmentWindows(Duration idle, Duration maxAge) {

  /** 3 s after the last fragment, 10 s after the first. */
  public static final FragmentWindows DEFAULT =
      new FragmentWindows(Duration.ofSeconds(3), Duration.ofSeconds(10));

  public FragmentWindows {
    if (!idle.isPositive() || !maxAge.isPositive()) {
      throw new IllegalArgumentException(
          "fragment windows must be longer than zero: idle %s, max %s".formatted(idle, maxAge));
    }
  }
}
