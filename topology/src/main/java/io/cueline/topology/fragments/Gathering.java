package io.cueline.topology.fragments;

import io.cueline.schemas.FlushCause;
import io.cueline.schemas.Position;
import io.cueline.schemas.Speaker;
import java.time.Instant;

/**
 * What one speaker has said since their last flush.
 *
 * @param text the fragments joined with blanks, as said; never blank
 * @param firstAt the interaction's clock at the first fragment
 * @param lastAt and at the last; not before {@code firstAt}
 * @param receivedAt wall clock of reading the last fragment, for latency only
 */
public record Gathering(
    Speaker speaker,
    String text,
    Instant firstAt,
    Instant lastAt,
    Position first,
    Position last,
    Instant receivedAt) {

  public Gathering {
    if (text.isBlank()) {
      throw new IllegalArgumentException("nothing gathered is no gathering");
    }
    if (lastAt.isBefore(firstAt)) {
      throw new IllegalArgumentException("last %s before first %s".formatted(lastAt, firstAt));
    }
  }

  static Gathering start(FragmentEvent.Said said, String text) {
    return new Gathering(
        said.speaker(),
        text,
        said.at(),
        said.at(),
        said.position(),
        said.position(),
        said.receivedAt());
  }

  Gathering with(FragmentEvent.Said said, String added) {
    Instant later = said.at().isBefore(lastAt) ? lastAt : said.at();
    return new Gathering(
        speaker, text + " " + added, firstAt, later, first, said.position(), said.receivedAt());
  }

  /** When it must be flushed if nothing more is said. */
  Instant due(FragmentWindows windows) {
    Instant idle = lastAt.plus(windows.idle());
    Instant oldest = firstAt.plus(windows.maxAge());
    return idle.isAfter(oldest) ? oldest : idle;
  }

  FlushCause causeOfTime(FragmentWindows windows) {
    boolean aged = lastAt.plus(windows.idle()).isAfter(firstAt.plus(windows.maxAge()));
    return aged ? FlushCause.MAX_AGE : FlushCause.IDLE;
  }

  Flush flush(PastTurn.Redacted redacted, FlushCause cause, Instant at) {
    return new Flush(
        speaker, redacted.text(), redacted.history(), cause, first, last, at, receivedAt);
  }
}
