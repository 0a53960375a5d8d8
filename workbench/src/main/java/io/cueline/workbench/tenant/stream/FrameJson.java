package io.cueline.workbench.tenant.stream;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cueline.workbench.tenant.calls.PlannedFrame;
import io.cueline.workbench.tenant.calls.Turn;
import io.cueline.workbench.tenant.journal.SentLog.FrameFacts;
import java.time.Instant;

/** Frames of the stream {@code transcription} as text, fields in a fixed order. */
final class FrameJson {

  private FrameJson() {}

  static String of(PlannedFrame frame) {
    return switch (frame) {
      case PlannedFrame.Assigned assigned ->
          typed("agent_assigned", assigned).put("agentId", assigned.agentId()).toString();
      case PlannedFrame.Said said -> transcription(said);
      case PlannedFrame.Ended ended -> typed("interaction_ended", ended).toString();
    };
  }

  private static String transcription(PlannedFrame.Said said) {
    Turn turn = said.turn();
    ObjectNode node =
        JsonNodeFactory.instance
            .objectNode()
            .put("type", "transcription")
            .put("isFinal", true)
            .put("interactionId", said.interactionId())
            .put("speaker", turn.speaker().wire())
            .put("text", turn.text());
    turn.confidence().ifPresent(confidence -> node.put("confidence", confidence));
    return node.toString();
  }

  private static ObjectNode typed(String type, PlannedFrame frame) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("type", type)
        .put("interactionId", frame.interactionId());
  }

  /** The control frame that says what call time it is. */
  static String clock(Instant at) {
    return "{\"type\":\"clock\",\"at\":" + at.toEpochMilli() + "}";
  }

  static FrameFacts facts(PlannedFrame frame) {
    return switch (frame) {
      case PlannedFrame.Assigned assigned ->
          new FrameFacts("agent_assigned", assigned.interactionId(), null, 0);
      case PlannedFrame.Said said ->
          new FrameFacts(
              "transcription",
              said.interactionId(),
              said.turn().speaker().wire(),
              said.turn().text().length());
      case PlannedFrame.Ended ended ->
          new FrameFacts("interaction_ended", ended.interactionId(), null, 0);
    };
  }
}
