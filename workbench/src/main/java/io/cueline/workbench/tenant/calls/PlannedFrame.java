package io.cueline.workbench.tenant.calls;

import java.time.Duration;
import java.util.List;

/** Something that happens in a call; each stream says it in its own way. */
public sealed interface PlannedFrame {

  /** When, from the start of the replay, in call time. */
  Duration at();

  String interactionId();

  /** The interaction has an agent from here on. */
  record Assigned(Duration at, String interactionId, String agentId) implements PlannedFrame {}

  /**
   * Somebody said something, recognised to the end.
   *
   * @param agentId who has the interaction
   * @param turns of the whole call, in the order in which they are heard
   * @param index of this one
   */
  record Said(Duration at, String interactionId, String agentId, List<Turn> turns, int index)
      implements PlannedFrame {

    public Turn turn() {
      return turns.get(index);
    }
  }

  /**
   * The interaction is over.
   *
   * @param turns of the whole call, in the order in which they were heard
   */
  record Ended(Duration at, String interactionId, List<Turn> turns) implements PlannedFrame {}

  /** Tells frames apart, without all that was said before. */
  default String fingerprint() {
    return at()
        + " "
        + interactionId()
        + " "
        + switch (this) {
          case Assigned assigned -> "assigned " + assigned.agentId();
          case Said said -> said.turn().toString();
          case Ended _ -> "ended";
        };
  }
}
