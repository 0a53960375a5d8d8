package io.cueline.topology.app;

import java.time.Duration;

/**
 * When to ask for a commit before its time, because a cue waits for it. A commit holds up all tasks
 * of its thread, so it is asked for only as often as keeps them working: what the last one cost is
 * seen in how long nothing was processed after asking, and thrice that passes before the next. For
 * the task's thread.
 */
final class Hurry {

  private static final long LEAST_NANOS = Duration.ofMillis(5).toNanos();
  private static final int WORK_PER_COST = 3;

  private long asked;
  private long notBefore = Long.MIN_VALUE;
  private boolean awaiting;

  /** A record is being processed: a commit that was asked for is over by now. */
  void working(long nanos) {
    if (awaiting) {
      awaiting = false;
      long cost = Math.max(LEAST_NANOS, nanos - asked);
      notBefore = nanos + WORK_PER_COST * cost;
    }
  }

  /** Whether to ask for a commit now; if so, it counts as asked for. */
  boolean ask(long nanos) {
    if (awaiting || nanos < notBefore) {
      return false;
    }
    awaiting = true;
    asked = nanos;
    return true;
  }
}
