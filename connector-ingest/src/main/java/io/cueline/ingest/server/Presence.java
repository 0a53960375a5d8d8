package io.cueline.ingest.server;

import java.time.Duration;
import java.util.OptionalLong;

/**
 * Whether somebody is there to push, and since when something may be missing. A connection that
 * breaks off while others go on has lost what its calls said until another takes its place: the
 * source pauses (no ticks, so nothing is read as silence) until one does or the grace is over, and
 * then begins an epoch that declares the time. Pure state machine with time handed in, nanoseconds
 * of the monotone clock; not thread-safe.
 */
final class Presence {

  /** What to tell the log. */
  sealed interface Change {

    record Nothing() implements Change {}

    /**
     * An epoch begins.
     *
     * @param missed since so long ago something may be missing; zero where only the time without
     *     anybody counts
     */
    record Begin(Duration missed) implements Change {}

    /**
     * No ticks from now on; what others send is still written.
     *
     * @param readUpToNow everything sent before was read
     */
    record Pause(boolean readUpToNow) implements Change {}
  }

  private static final Change NOTHING = new Change.Nothing();

  private final long grace;
  private int there;
  private boolean paused = true;
  private OptionalLong missedSince = OptionalLong.empty();
  private long missedAt;

  Presence(Duration grace) {
    this.grace = grace.toNanos();
  }

  Change opened(long nanos) {
    there++;
    return there == 1 || missedSince.isPresent() ? begin(nanos) : NOTHING;
  }

  /**
   * @param inOrder the other side said that it ends
   * @param heardAt its last sign of life
   */
  Change closed(boolean inOrder, long heardAt, long nanos) {
    there--;
    if (!inOrder) {
      miss(heardAt, nanos);
    }
    if (paused || (there > 0 && inOrder)) {
      return NOTHING;
    }
    paused = true;
    return new Change.Pause(inOrder && missedSince.isEmpty());
  }

  /** Something could not be taken, and its sender may not try again. */
  Change refused(long nanos) {
    miss(nanos, nanos);
    if (paused) {
      return NOTHING;
    }
    paused = true;
    return new Change.Pause(false);
  }

  /** Looks whether the grace is over. */
  Change look(long nanos) {
    boolean over = missedSince.isPresent() && nanos - missedAt >= grace;
    return over && there > 0 ? begin(nanos) : NOTHING;
  }

  /** Kafka lost something of what was read: the log knows since when. */
  Change lost() {
    return there > 0 && !paused ? new Change.Begin(Duration.ZERO) : NOTHING;
  }

  private Change begin(long nanos) {
    Duration missed =
        missedSince.isPresent()
            ? Duration.ofNanos(Math.max(1, nanos - missedSince.getAsLong()))
            : Duration.ZERO;
    missedSince = OptionalLong.empty();
    paused = false;
    return new Change.Begin(missed);
  }

  private void miss(long since, long nanos) {
    if (missedSince.isEmpty()) {
      missedAt = nanos;
      missedSince = OptionalLong.of(since);
    } else if (since - missedSince.getAsLong() < 0) {
      missedSince = OptionalLong.of(since);
    }
  }
}
