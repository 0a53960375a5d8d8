package io.cueline.ingest.stream;

import java.time.Duration;

/**
 * Whether a connection still lives: a ping now and then, and any sign from the other side within a
 * time after it. While we ourselves do not read, as Kafka takes nothing, no sign can come and none
 * is missed. State machine with time handed in; not thread-safe.
 */
public final class LifeSigns {

  /** What to do now. */
  public sealed interface Verdict {

    /** Send a ping, and look again after a while. */
    record Ping(Duration lookAgain) implements Verdict {}

    /** Nothing; look again after a while. */
    record Wait(Duration lookAgain) implements Verdict {}

    /** Nobody is there any more. */
    record Dead(Duration silentFor) implements Verdict {}
  }

  private final long ping;
  private final long pong;
  private long heardAt;
  private long pingedAt;
  private boolean waiting;

  /**
   * @param ping between two pings
   * @param pong for the answer
   * @param openedAt the monotone clock's nanoseconds
   */
  public LifeSigns(Duration ping, Duration pong, long openedAt) {
    this.ping = ping.toNanos();
    this.pong = pong.toNanos();
    this.heardAt = openedAt;
    this.pingedAt = openedAt;
  }

  /** A pong, or anything else, came. */
  public void heard(long nanos) {
    heardAt = nanos;
    // What came before the ping says nothing about its answer.
    waiting &= nanos - pingedAt < 0;
  }

  /**
   * @param reading false while we are not reading the socket
   */
  public Verdict look(long nanos, boolean reading) {
    if (!reading) {
      heard(nanos);
    }
    if (waiting) {
      long left = pingedAt + pong - nanos;
      return left <= 0
          ? new Verdict.Dead(Duration.ofNanos(nanos - heardAt))
          : new Verdict.Wait(Duration.ofNanos(left));
    }
    long left = pingedAt + ping - nanos;
    if (left > 0) {
      return new Verdict.Wait(Duration.ofNanos(left));
    }
    pingedAt = nanos;
    waiting = true;
    return new Verdict.Ping(Duration.ofNanos(pong));
  }
}
