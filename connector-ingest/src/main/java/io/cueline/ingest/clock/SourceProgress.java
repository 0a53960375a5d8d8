package io.cueline.ingest.clock;

import java.time.Instant;
import java.util.Optional;

/**
 * Where a source stands: its epoch, the next place in it, and since when nothing was read. State
 * machine with time handed in: connect, then frames and ticks, then disconnect, and again. Not
 * thread-safe.
 */
public final class SourceProgress {

  /** The time in which nothing was read. */
  public record Gap(Instant from, Instant to) {

    public Gap {
      if (!from.isBefore(to)) {
        throw new IllegalArgumentException("a gap has a length");
      }
    }
  }

  /**
   * A connection has begun.
   *
   * @param at the source's time
   * @param gap empty at a source's very first connection, and where nothing can have been lost
   */
  public record Epoch(long number, Instant at, Optional<Gap> gap) {}

  /** A frame's place. */
  public record Stamp(long epoch, long seq, Instant at) {}

  private long epoch;
  private boolean begun;
  private long nextSeq;
  private Optional<Instant> heardUpTo;
  private final boolean loses;

  public SourceProgress(LogTail tail) {
    this(tail, true);
  }

  private SourceProgress(LogTail tail, boolean loses) {
    this.epoch = tail.epoch();
    this.loses = loses;
    // A log that knows the source but not how far it was read owns up to the whole time.
    this.heardUpTo =
        tail.epoch() == 0 ? Optional.empty() : tail.readUpTo().or(() -> Optional.of(Instant.EPOCH));
  }

  /** A source that cannot lose anything, as its senders wait for an answer. */
  public static SourceProgress withoutGaps(LogTail tail) {
    return new SourceProgress(tail, false);
  }

  /** Begins an epoch at the source's time. */
  public Epoch connected(Instant at) {
    epoch++;
    begun = true;
    nextSeq = 0;
    Optional<Gap> gap =
        heardUpTo.filter(from -> loses && from.isBefore(at)).map(from -> new Gap(from, at));
    heardUpTo = Optional.of(at);
    return new Epoch(epoch, at, gap);
  }

  /** Gives the next frame its place. */
  public Stamp next(Instant at) {
    if (!begun) {
      throw new IllegalStateException("no frame before an epoch");
    }
    heard(at);
    return new Stamp(epoch, nextSeq++, at);
  }

  /** The tenant has shown to be there: what it sent up to now has been read. */
  public void heard(Instant at) {
    heardUpTo = Optional.of(at);
  }

  /** When the tenant last showed to be there; empty before a source's first connection. */
  public Optional<Instant> heardUpTo() {
    return heardUpTo;
  }

  /** Frames from here on did not reach Kafka: the next epoch declares it. */
  public void lostFrom(Instant at) {
    heardUpTo = heardUpTo.map(heard -> heard.isAfter(at) ? at : heard);
  }

  /** The epoch begun here, empty before the first of this process. */
  public Optional<Long> begun() {
    return begun ? Optional.of(epoch) : Optional.empty();
  }

  /** The last epoch, of this process or an earlier one; 0 if there is none. */
  public long epoch() {
    return epoch;
  }

  /** The place the next frame would get: how many came before it in this epoch. */
  public long nextSeq() {
    return nextSeq;
  }
}
