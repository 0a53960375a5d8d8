package io.cueline.workbench.tenant.stream;

import java.time.Duration;
import java.time.Instant;
import java.util.function.LongSupplier;

/**
 * Call time: runs {@code speed} times as fast as real time, or stands still. In whole milliseconds.
 * Not thread safe.
 */
final class CallClock {

  private final LongSupplier nanoTime;
  private final double speed;
  private Instant anchor;
  private long anchorNanos;
  private boolean running;

  /** Stands at {@code at}. */
  CallClock(LongSupplier nanoTime, Instant at, double speed) {
    this.nanoTime = nanoTime;
    this.anchor = at;
    this.speed = speed;
  }

  Instant now() {
    if (!running) {
      return anchor;
    }
    double realNanos = (double) (nanoTime.getAsLong() - anchorNanos);
    return anchor.plusMillis((long) (realNanos * speed / 1e6));
  }

  void run() {
    if (!running) {
      running = true;
      anchorNanos = nanoTime.getAsLong();
    }
  }

  void holdAt(Instant at) {
    running = false;
    anchor = at;
  }

  boolean runs() {
    return running;
  }

  /** Real time until the clock shows {@code at}, as if it ran; zero when it has passed. */
  Duration realTimeUntil(Instant at) {
    long callMillis = Math.max(0, Duration.between(now(), at).toMillis());
    // A millisecond more, as now() is cut to whole ones.
    return callMillis == 0
        ? Duration.ZERO
        : Duration.ofNanos((long) Math.ceil(callMillis * 1e6 / speed));
  }
}
