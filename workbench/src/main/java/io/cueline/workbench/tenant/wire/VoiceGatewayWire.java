package io.cueline.workbench.tenant.wire;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cueline.workbench.tenant.calls.PlannedFrame;
import io.cueline.workbench.tenant.calls.Speaker;
import io.cueline.workbench.tenant.calls.Turn;
import java.time.Instant;

/** 2f: the plain block and the one under {@code payload} in turn. */
final class VoiceGatewayWire implements Wire {

  private static final int AGENT_CHANNEL = 1;
  private static final int CUSTOMER_CHANNEL = 2;

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
    ObjectNode whole = JsonNodeFactory.instance.objectNode();
    boolean wrapped = said.index() % 2 == 1;
    ObjectNode block =
        wrapped ? whole.put("event", "RECOGNIZED_SPEECH").putObject("payload") : whole;
    block
        .put("call_sid", "CA-" + said.interactionId())
        .put("call_id", said.interactionId())
        // What is said twice is not what is sent twice: the contract's block has no time to tell.
        .put("id", said.interactionId() + "-" + said.index());
    ObjectNode speech = block.putObject("speech");
    speech
        .put("language_code", "en-US")
        .put("channel_tag", turn.speaker() == Speaker.AGENT ? AGENT_CHANNEL : CUSTOMER_CHANNEL)
        .put("is_final", true)
        .putArray("alternatives")
        .addObject()
        .put("confidence", turn.confidence().orElse(1.0))
        .put("transcript", turn.text());
    return new Message(
        whole.toString(),
        wrapped ? "recognized_speech" : "speech",
        said.interactionId(),
        turn.speaker().wire(),
        turn.text().length());
  }
}
