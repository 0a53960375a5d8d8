package io.cueline.workbench.tenant.wire;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cueline.workbench.tenant.calls.PlannedFrame;
import io.cueline.workbench.tenant.calls.Turn;
import java.time.Instant;

/** 2a, fields in a fixed order. */
final class TranscriptionWire implements Wire {

  @Override
  public int parts(PlannedFrame frame) {
    return 1;
  }

  @Override
  public Message message(PlannedFrame frame, int part, Instant at) {
    return switch (frame) {
      case PlannedFrame.Assigned assigned -> Ours.assigned(assigned);
      case PlannedFrame.Said said -> said(said);
      case PlannedFrame.Ended ended -> Ours.ended(ended);
    };
  }

  private static Message said(PlannedFrame.Said said) {
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
    return new Message(
        node.toString(),
        "transcription",
        said.interactionId(),
        turn.speaker().wire(),
        turn.text().length());
  }
}
