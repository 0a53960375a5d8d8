package io.cueline.workbench.tenant.wire;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cueline.workbench.tenant.calls.PlannedFrame;
import io.cueline.workbench.tenant.calls.Speaker;
import io.cueline.workbench.tenant.calls.Turn;
import java.time.Instant;

/** 2e: messages of a contact's topic. */
final class NotificationWire implements Wire {

  @Override
  public int parts(PlannedFrame frame) {
    return switch (frame) {
      case PlannedFrame.Assigned _ -> 0;
      case PlannedFrame.Said _, PlannedFrame.Ended _ -> 1;
    };
  }

  @Override
  public Message message(PlannedFrame frame, int part, Instant at) {
    return switch (frame) {
      case PlannedFrame.Assigned _ -> throw new IllegalArgumentException("no word for it");
      case PlannedFrame.Said said -> said(said, at);
      case PlannedFrame.Ended ended -> Ours.ended(ended);
    };
  }

  private static Message said(PlannedFrame.Said said, Instant at) {
    Turn turn = said.turn();
    ObjectNode node = JsonNodeFactory.instance.objectNode().put("command", "MESSAGE");
    ObjectNode data = node.putObject("body").put("MessageType", "Transcript").putObject("Data");
    data.put("transcriptionEventId", said.interactionId() + "-" + said.index())
        .put("contactId", said.interactionId())
        .put("agentId", said.agentId())
        .put("tenantId", "simulated")
        .put("participantId", turn.speaker() == Speaker.AGENT ? "Agent" : "Customer")
        .put("messageBody", turn.text())
        .put("messageIsCompletedUtterance", true)
        .put("mediaType", "Voice")
        .put("transcriptionSrNo", said.index() + 1)
        .put("languageCode", "en-US")
        .put("createdtimestamp", at.toString());
    words(data.putArray("words").addObject().putArray("words"), turn, at);
    return new Message(
        node.toString(),
        "Transcript",
        said.interactionId(),
        turn.speaker().wire(),
        turn.text().length());
  }

  private static void words(ArrayNode words, Turn turn, Instant at) {
    double confidence = turn.confidence().orElse(1.0);
    for (String word : turn.text().split(" ", -1)) {
      if (!word.isEmpty()) {
        ObjectNode node = words.addObject().put("word", word).put("confidence", confidence);
        moment(node.putObject("startTime"), at);
        moment(node.putObject("endTime"), at);
      }
    }
  }

  private static void moment(ObjectNode node, Instant at) {
    node.put("seconds", at.getEpochSecond()).put("nanos", at.getNano());
  }
}
