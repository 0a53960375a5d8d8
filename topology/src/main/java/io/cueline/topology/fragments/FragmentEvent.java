package io.cueline.topology.fragments;

import io.cueline.schemas.Position;
import io.cueline.schemas.Speaker;
import java.time.Instant;

/** What moves a {@link FragmentBuffer}. */
public sealed interface FragmentEvent {

  /** The interaction's clock when it happened. */
  Instant at();

  /**
   * A fragment, or the final utterance of a dialect without fragments.
   *
   * @param text blank text is no event
   * @param cumulative the text may repeat what the interaction's cumulative texts said before it
   * @param receivedAt wall clock of reading; kept for latency, decides nothing
   */
  record Said(
      Instant at,
      Speaker speaker,
      String text,
      boolean cumulative,
      Position position,
      Instant receivedAt)
      implements FragmentEvent {}

  /**
   * The tenant says how the dialog stands.
   *
   * @param state AGENT_SILENT and CUSTOMER_SILENT flush that speaker's words and those of unknown
   *     speakers, TURN_END flushes all; any other state only moves the clock
   */
  record DialogState(Instant at, String state) implements FragmentEvent {}

  /** The interaction's clock has reached a time, by a tick or by a frame of another kind. */
  record TimeReached(Instant at) implements FragmentEvent {}

  /** The interaction has ended: nothing may stay behind. */
  record Ended(Instant at) implements FragmentEvent {}
}
