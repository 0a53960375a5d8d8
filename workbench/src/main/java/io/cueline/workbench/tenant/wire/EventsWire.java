package io.cueline.workbench.tenant.wire;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cueline.workbench.tenant.calls.PlannedFrame;
import io.cueline.workbench.tenant.calls.Speaker;
import io.cueline.workbench.tenant.calls.Turn;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;

/** 2c: a channel for each side, each with all that side has said so far. */
final class EventsWire implements Wire {

  @Override
  public int parts(PlannedFrame frame) {
    return 1;
  }

  @Override
  public Message message(PlannedFrame frame, int part, Instant at) {
    return switch (frame) {
      case PlannedFrame.Assigned assigned -> Ours.assigned(assigned);
      case PlannedFrame.Said said ->
          event("interaction", said, "active", said.turns().subList(0, said.index() + 1));
      case PlannedFrame.Ended ended -> event("interaction_closed", ended, "closed", ended.turns());
    };
  }

  private static Message event(
      String type, PlannedFrame frame, String state, List<Turn> saidSoFar) {
    ObjectNode node = JsonNodeFactory.instance.objectNode().put("type", "interaction");
    ObjectNode data = node.putObject("data").put("id", frame.interactionId()).put("state", state);
    ArrayNode channels = data.putArray("channels");
    int joined = -1;
    for (Speaker side : Speaker.values()) {
      String transcript = all(saidSoFar, side);
      if (!transcript.isEmpty()) {
        channels.addObject().put("transcript", transcript);
        joined += transcript.length() + 1;
      }
    }
    return new Message(node.toString(), type, frame.interactionId(), null, Math.max(0, joined));
  }

  private static String all(List<Turn> turns, Speaker side) {
    return turns.stream()
        .filter(turn -> turn.speaker() == side)
        .map(Turn::text)
        .collect(Collectors.joining(" "));
  }
}
