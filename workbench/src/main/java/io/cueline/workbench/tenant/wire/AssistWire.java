package io.cueline.workbench.tenant.wire;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.cueline.workbench.tenant.calls.PlannedFrame;
import io.cueline.workbench.tenant.calls.Turn;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** 2b: a turn in up to three fragments, and the state that closes it. */
final class AssistWire implements Wire {

  private static final int MOST = 3;
  private static final int WORDS = 6;

  @Override
  public int parts(PlannedFrame frame) {
    return switch (frame) {
      case PlannedFrame.Said said -> fragments(said.turn().text()).size() + 1;
      case PlannedFrame.Assigned _, PlannedFrame.Ended _ -> 1;
    };
  }

  @Override
  public Message message(PlannedFrame frame, int part, Instant at) {
    return switch (frame) {
      case PlannedFrame.Assigned assigned -> Ours.assigned(assigned);
      case PlannedFrame.Said said -> said(said, part);
      case PlannedFrame.Ended ended -> Ours.ended(ended);
    };
  }

  private static Message said(PlannedFrame.Said said, int part) {
    Turn turn = said.turn();
    List<String> fragments = fragments(turn.text());
    if (part == fragments.size()) {
      String state = Ours.typed("DIALOG_STATE", said).put("state", "TURN_END").toString();
      return Message.about(state, "DIALOG_STATE", said.interactionId());
    }
    String text = fragments.get(part);
    String speaker = turn.speaker().wire();
    String raw =
        JsonNodeFactory.instance
            .objectNode()
            .put("type", "TRANSCRIPT_FRAGMENT")
            .put("interactionId", said.interactionId())
            .put("text", text)
            .put("speaker", speaker)
            .toString();
    return new Message(raw, "TRANSCRIPT_FRAGMENT", said.interactionId(), speaker, text.length());
  }

  /** About six words each, as long as there are no more than three. */
  private static List<String> fragments(String text) {
    String[] words = text.split(" ", -1);
    int each = Math.max(WORDS, (words.length + MOST - 1) / MOST);
    List<String> fragments = new ArrayList<>(MOST);
    for (int from = 0; from < words.length; from += each) {
      int to = Math.min(words.length, from + each);
      fragments.add(String.join(" ", List.of(words).subList(from, to)));
    }
    return fragments;
  }
}
