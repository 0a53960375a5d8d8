package io.cueline.workbench.tenant.wire;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.cueline.workbench.tenant.calls.PlannedFrame;
import io.cueline.workbench.tenant.calls.Speaker;
import io.cueline.workbench.tenant.calls.Turn;
import java.time.Instant;

/** 2d. Its speakers compare without case, so they come in one and the other. */
final class PushWire implements Wire {

  @Override
  public int parts(PlannedFrame frame) {
    return 1;
  }

  @Override
  public Message message(PlannedFrame frame, int part, Instant at) {
    return switch (frame) {
      case PlannedFrame.Assigned assigned -> Ours.assigned(assigned);
      case PlannedFrame.Said said -> said(said, at);
      case PlannedFrame.Ended ended -> Ours.ended(ended);
    };
  }

  private static Message said(PlannedFrame.Said said, Instant at) {
    Turn turn = said.turn();
    String speaker = turn.speaker().wire();
    String raw =
        JsonNodeFactory.instance
            .objectNode()
            .put("conversationId", said.interactionId())
            .put("speaker", turn.speaker() == Speaker.AGENT ? "Agent" : "CUSTOMER")
            .put("text", turn.text())
            .put("final", true)
            // Turns of one moment are told apart by what is below a millisecond.
            .put("timestamp", at.plusNanos(1_000L * (said.index() % 1_000)).toString())
            .toString();
    return new Message(raw, "stt", said.interactionId(), speaker, turn.text().length());
  }
}
