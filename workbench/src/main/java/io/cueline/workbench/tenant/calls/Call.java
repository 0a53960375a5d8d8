package io.cueline.workbench.tenant.calls;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * One call of a call file.
 *
 * @param agentId who takes it; empty lets the plan choose
 * @param startAt when it begins, from the start of the replay; empty lets the plan choose
 */
public record Call(
    String interactionId, Optional<String> agentId, Optional<Duration> startAt, List<Turn> turns) {

  public Call {
    turns = List.copyOf(turns);
    if (interactionId.isBlank()) {
      throw new IllegalArgumentException("interactionId is blank");
    }
    if (agentId.isPresent() && agentId.get().isBlank()) {
      throw new IllegalArgumentException("agentId is blank");
    }
    if (startAt.isPresent() && startAt.get().isNegative()) {
      throw new IllegalArgumentException("startAtMs lies before the replay");
    }
    if (turns.isEmpty()) {
      throw new IllegalArgumentException("turns is empty");
    }
  }

  /** A call that leaves agent and start to the plan. */
  public static Call of(String interactionId, Turn... turns) {
    return new Call(interactionId, Optional.empty(), Optional.empty(), List.of(turns));
  }
}
