package io.cueline.ingest.clock;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * The clock of a source: what stamps its frames, in whole milliseconds. It never goes back, over
 * restarts neither, as it starts no earlier than the last stamp found in the log. Not thread-safe.
 */
public sealed interface SourceClock {

  /** The source's time. */
  Instant read(Now now);

  /** A clock frame stood in the stream. */
  void heard(Instant streamTime);

  /** The source has connected (again): the time until now has passed without reading. */
  void connected(Now now);

  /** False while nobody can tell what time it is. */
  boolean isKnown();

  /**
   * Up to when the source has certainly been read, now that its connection is lost.
   *
   * @param heard when the other side last gave a sign of life
   */
  Instant readUpTo(Instant heard);

  /**
   * The wall clock where ingest runs, carried on by the monotone clock, so that setting the wall
   * clock does no harm while a connection lives.
   */
  static SourceClock system(Instant notBefore) {
    return new SystemTime(notBefore);
  }

  /** Moved by the stream's own clock frames, for replays at any speed. */
  static SourceClock stream(Instant notBefore) {
    return new StreamTime(notBefore);
  }

  /** See {@link #system}. */
  final class SystemTime implements SourceClock {

    private Instant anchor;
    private long anchorNanos;
    private boolean anchored;

    private SystemTime(Instant notBefore) {
      this.anchor = notBefore;
    }

    @Override
    public Instant read(Now now) {
      if (!anchored) {
        connected(now);
      }
      Duration since = Duration.ofNanos(Math.max(0, now.nanos() - anchorNanos));
      return anchor.plus(since).truncatedTo(ChronoUnit.MILLIS);
    }

    @Override
    public void heard(Instant streamTime) {
      // Somebody else's clock decides nothing here.
    }

    @Override
    public void connected(Now now) {
      Instant current = anchored ? read(now) : anchor;
      anchor = current.isAfter(now.wall()) ? current : now.wall();
      anchorNanos = now.nanos();
      anchored = true;
    }

    @Override
    public boolean isKnown() {
      return true;
    }

    @Override
    public Instant readUpTo(Instant heard) {
      return heard;
    }
  }

  /** See {@link #stream}. */
  final class StreamTime implements SourceClock {

    private Instant last;
    private boolean known;

    private StreamTime(Instant notBefore) {
      this.last = notBefore;
    }

    @Override
    public Instant read(Now now) {
      return last;
    }

    @Override
    public void heard(Instant streamTime) {
      known = true;
      Instant whole = streamTime.truncatedTo(ChronoUnit.MILLIS);
      if (whole.isAfter(last)) {
        last = whole;
      }
    }

    @Override
    public void connected(Now now) {
      known = false;
    }

    @Override
    public boolean isKnown() {
      return known;
    }

    /** Where the other side last told the time: what came before stood before it. */
    @Override
    public Instant readUpTo(Instant heard) {
      return last;
    }
  }
}
