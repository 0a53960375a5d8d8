package io.cueline.topology.compliance;

import io.cueline.schemas.Severity;
import java.time.Instant;

/** Where a rule stands in an interaction. Immutable. */
public sealed interface RuleState permits Prohibited, Required {

  /** Phrases heard that counted, in cooldown too. */
  int hits();

  /** An open cue of a violation. */
  record InterruptCue(
      String cueId,
      String violationId,
      int number,
      int ruleVersion,
      String title,
      String message,
      Severity severity,
      Instant openedAt) {}

  /** Why something not heard may have been said all the same. */
  enum Doubt {
    /** Frames were lost. */
    GAP,
    /** A frame of an older connection came after a newer one had begun. */
    OLDER_EPOCH,
    /** Another source speaks for the call: what the former one heard last may be lost with it. */
    OTHER_SOURCE,
    /** The call had begun before we listened. */
    JOINED_IN_PROGRESS,
    /** Said by nobody knows whom. */
    UNKNOWN_SPEAKER,
    /** The recogniser was unsure. */
    LOW_CONFIDENCE,
    /** The speaker spoke another language than the rule's. */
    OTHER_LANGUAGE,
    /** A phrase was too much work for so long an utterance: it may have been said in it. */
    TOO_MUCH_WORK
  }
}
