package io.cueline.topology.fragments;

import io.cueline.schemas.FlushCause;
import io.cueline.schemas.Position;
import io.cueline.schemas.Speaker;
import java.time.Instant;
import java.util.List;

/**
 * Words that have been gathered.
 *
 * @param text redacted
 * @param history the turns flushed before it, oldest first, bounded, redacted
 * @param first position of the first fragment, with {@code last} the identity of this flush
 * @param at the due time where time was the cause, else the time of the frame that was
 * @param receivedAt wall clock of reading the last fragment, for latency only
 */
public record Flush(
    Speaker speaker,
    String text,
    List<PastTurn> history,
    FlushCause cause,
    Position first,
    Position last,
    Instant at,
    Instant receivedAt) {

  public Flush {
    history = List.copyOf(history);
  }

  /** Whether it wants an answer. */
  public boolean asks() {
    return QuestionGate.asks(speaker, text);
  }
}
