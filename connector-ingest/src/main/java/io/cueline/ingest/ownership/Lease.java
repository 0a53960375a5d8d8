package io.cueline.ingest.ownership;

import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

/**
 * Whether a unit is still ours to write. The group's member beats while it runs; an instance that
 * was asleep (stopped, frozen, collecting garbage) for so long that it may have been replaced finds
 * the last beat too old, and whoever wants to write waits until the group has said that it is still
 * a member. Thread-safe.
 *
 * <p>A Kafka that does not answer raises no doubt while an epoch lasts: nobody can be replaced
 * meanwhile, or if so, what is written later bears an older epoch and decides nothing.
 */
public final class Lease {

  private enum State {
    HELD,
    DOUBTED,
    LOST
  }

  private final long patience;
  private final LongSupplier nanos;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition settled = lock.newCondition();
  private volatile State state = State.HELD;
  private volatile long beatAt;

  /**
   * @param patience without a beat, after which it is doubted
   * @param nanos the monotone clock
   */
  public Lease(Duration patience, LongSupplier nanos) {
    this.patience = patience.toNanos();
    this.nanos = nanos;
    this.beatAt = nanos.getAsLong();
  }

  /** Of what every instance has for itself. */
  public static Lease forever() {
    return new Lease(Duration.ZERO, () -> 0L);
  }

  /**
   * To be asked before an epoch begins: waits until the group has said anew that we are a member,
   * and so for as long as Kafka does not answer. An owner that lost sight of Kafka could otherwise
   * begin the very epoch that its successor has begun.
   */
  public boolean confirmed() {
    lock.lock();
    try {
      if (state == State.HELD && patience > 0) {
        state = State.DOUBTED;
      }
    } finally {
      lock.unlock();
    }
    return held();
  }

  /** To be asked before each write. Waits while there is doubt; interrupted, it is not held. */
  public boolean held() {
    if (state == State.HELD && nanos.getAsLong() - beatAt <= patience) {
      return true;
    }
    lock.lock();
    try {
      if (state == State.HELD && nanos.getAsLong() - beatAt > patience) {
        state = State.DOUBTED;
      }
      while (state == State.DOUBTED) {
        settled.await();
      }
      return state == State.HELD;
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      return false;
    } finally {
      lock.unlock();
    }
  }

  /** The member runs. Returns false where it must be confirmed first. */
  boolean beat() {
    lock.lock();
    try {
      long now = nanos.getAsLong();
      if (state == State.HELD && now - beatAt > patience) {
        state = State.DOUBTED;
      }
      if (state == State.HELD) {
        beatAt = now;
      }
      return state != State.DOUBTED;
    } finally {
      lock.unlock();
    }
  }

  /** The group knows the member, asked after the doubt arose. */
  void confirm() {
    settle(State.HELD);
  }

  /** It is another's; for good. */
  void lose() {
    settle(State.LOST);
  }

  private void settle(State next) {
    lock.lock();
    try {
      beatAt = nanos.getAsLong();
      if (state != State.LOST) {
        state = next;
      }
      settled.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
