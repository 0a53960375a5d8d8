package io.cueline.workbench.why;

import java.time.Instant;

/**
 * One thing that happened in a call.
 *
 * @param at on the interaction's clock; of a receipt, the wall clock
 * @param kind what it is
 * @param what one line: who spoke, which rule, which cue
 * @param text the words, or what there is to add; may be empty
 */
public record Entry(Instant at, Kind kind, String what, String text) {

  /** In the order in which things of one moment are told. */
  public enum Kind {
    SOURCE,
    ASSIGNED,
    SAID,
    ADOPTED,
    NEAR_MISS,
    VIOLATION,
    DISCLOSURE,
    FEEDBACK,
    CUE,
    ASKED,
    CARDS,
    RECEIPT,
    ENDED
  }
}
