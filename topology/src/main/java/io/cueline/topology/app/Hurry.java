package io.cueline.topology.app;

import java.time.Duration;

/**
 * When to ask for a commit before its time, because a cue waits for it. A commit holds up all tasks
 * of its thread, so it is asked for only as often as keeps them working: two thirds of the time at
 * the least. What it cost is seen in how long nothing was processed after it began; a pause for
 * want of work looks the same, so it counts only up to a bound. For one thread, whose tasks share
 * it.
 */
final class Hurry {

  private static final long LEAST_NANOS = Duration.ofMillis(5).toNanos();

  /** Thrice this is below the usual time between commits. */
  private static final long MOST_NANOS = Duration.ofMillis(25).toNanos();

  private static final int COSTS_APART = 3;

  private long began;
  private long notBefore = Long.MIN_VALUE;
  private boolean committing;
  private boolean asked;

  /** A commit begins, asked for or not; told by each of its tasks. */
  void committing(long nanos) {
    if (!committing) {
      committing = true;
      began = nanos;
    }
  }

  /** A record is being processed: a commit that had begun is over. */
  void working(long nanos) {
    if (committing) {
      committing = false;
      asked = false;
      long cost = Math.clamp(nanos - began, LEAST_NANOS, MOST_NANOS);
      notBefore = began + COSTS_APART * cost;
    }
  }

  /** Whether to ask for a commit now; if so, it counts as asked for. */
  boolean ask(long nanos) {
    if (asked || nanos < notBefore) {
      return false;
    }
    asked = true;
    return true;
  }
}
