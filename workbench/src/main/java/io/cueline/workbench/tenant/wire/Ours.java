package io.cueline.workbench.tenant.wire;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cueline.workbench.tenant.calls.PlannedFrame;
import java.time.Instant;

/** Messages that no tenant has a word for, alike on all streams. */
public final class Ours {

  private static final String ENDED = "interaction_ended";
  private static final String ASSIGNED = "agent_assigned";

  private Ours() {}

  /** The control frame that says what call time it is. */
  public static String clock(Instant at) {
    return "{\"type\":\"clock\",\"at\":" + at.toEpochMilli() + "}";
  }

  static Message assigned(PlannedFrame.Assigned frame) {
    String raw = typed(ASSIGNED, frame).put("agentId", frame.agentId()).toString();
    return Message.about(raw, ASSIGNED, frame.interactionId());
  }

  static Message ended(PlannedFrame.Ended frame) {
    return Message.about(typed(ENDED, frame).toString(), ENDED, frame.interactionId());
  }

  static ObjectNode typed(String type, PlannedFrame frame) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("type", type)
        .put("interactionId", frame.interactionId());
  }
}
