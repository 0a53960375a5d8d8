package io.cueline.workbench.tenant.calls;

import java.time.Duration;

/** A frame that the replay will send. */
public sealed interface PlannedFrame {

  /** When, from the start of the replay, in call time. */
  Duration at();

  String interactionId();

  /** The interaction has an agent from here on. */
  record Assigned(Duration at, String interactionId, String agentId) implements PlannedFrame {}

  /** Somebody said something, recognised to the end. */
  record Said(Duration at, String interactionId, Turn turn) implements PlannedFrame {}

  /** The interaction is over. */
  record Ended(Duration at, String interactionId) implements PlannedFrame {}
}
