package io.cueline.ingest.clock;

import java.time.Duration;
import java.time.Instant;

/**
 * When a source's next tick is due: when its clock has moved far enough since the last, and some
 * real time has passed too, as a replay's clock may run a thousandfold. Not thread-safe.
 */
public final class TickSchedule {

  private final Duration interval;
  private final long pauseNanos;
  private Instant last = Instant.EPOCH;
  private long lastNanos;

  /**
   * @param interval on the source's clock
   * @param pause least real time between two ticks
   */
  public TickSchedule(Duration interval, Duration pause) {
    if (interval.isNegative() || interval.isZero()) {
      throw new IllegalArgumentException("a tick interval is more than 0");
    }
    this.interval = interval;
    this.pauseNanos = pause.toNanos();
  }

  /** An epoch began, which says as much as a tick. */
  public void restart(Instant at, long nanos) {
    last = at;
    lastNanos = nanos;
  }

  /** Whether a tick is due; if so, it counts as written. */
  public boolean due(Instant at, long nanos) {
    boolean due = !at.isBefore(last.plus(interval)) && nanos - lastNanos >= pauseNanos;
    if (due) {
      restart(at, nanos);
    }
    return due;
  }

  /** Whether the clock has moved at all since the last tick, so that a last one says something. */
  public boolean movedSince(Instant at) {
    return at.isAfter(last);
  }
}
