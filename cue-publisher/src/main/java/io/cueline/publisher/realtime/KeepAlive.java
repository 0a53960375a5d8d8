package io.cueline.publisher.realtime;

import java.time.Duration;

/**
 * Whether the other side still answers: a ping now and then, and a pong within a time after it.
 * State machine with the monotone clock's nanoseconds handed in; not thread-safe.
 */
public final class KeepAlive {

  /** What to do now. */
  public sealed interface Verdict {

    /** Send a ping, and look again after a while. */
    record Ping(Duration lookAgain) implements Verdict {}

    record Wait(Duration lookAgain) implements Verdict {}

    /** Nobody is there any more. */
    record Dead() implements Verdict {}
  }

  private final long ping;
  private final long pong;
  private long pingedAt;
  private boolean waiting;

  public KeepAlive(Duration ping, Duration pong, long openedAt) {
    this.ping = ping.toNanos();
    this.pong = pong.toNanos();
    this.pingedAt = openedAt;
  }

  /** A pong came. */
  public void ponged(long nanos) {
    waiting &= nanos - pingedAt < 0;
  }

  public Verdict look(long nanos) {
    if (waiting) {
      long left = pingedAt + pong - nanos;
      return left <= 0 ? new Verdict.Dead() : new Verdict.Wait(Duration.ofNanos(left));
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
