package io.cueline.workbench.trial;

import io.cueline.schemas.Frame;
import io.cueline.schemas.Position;
import io.cueline.schemas.Speaker;
import io.cueline.topology.redaction.Redactor;
import io.cueline.topology.rules.Hit;
import io.cueline.topology.rules.Rule;
import io.cueline.topology.rules.RuleSnapshot;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The final utterances of a call so far. */
final class Transcript {

  private final List<Frame> turns = new ArrayList<>();
  private final Map<Position, Integer> numbers = new HashMap<>();

  void add(Frame utterance) {
    if (numbers.putIfAbsent(Replay.position(utterance), turns.size()) == null) {
      turns.add(utterance);
    }
  }

  /** Counted from 0; -1 for what was not heard here. */
  int turn(Position position) {
    return numbers.getOrDefault(position, -1);
  }

  /** The words that made a disclosure: in the last turn, or, said ahead, in the nearest before. */
  List<Words> saying(Rule rule, RuleSnapshot rules) {
    for (int turn = turns.size() - 1; turn >= 0; turn--) {
      List<Words> words = saying(rule, rules, turn);
      if (!words.isEmpty()) {
        return words;
      }
    }
    return List.of();
  }

  private List<Words> saying(Rule rule, RuleSnapshot rules, int turn) {
    Frame frame = turns.get(turn);
    if (!rule.speaker().admits(frame.getSpeaker())
        || frame.getConfidence() < rule.minConfidence()) {
      return List.of();
    }
    String text = text(frame);
    List<Words> words = new ArrayList<>();
    for (Hit hit : rules.match(tail(turn), text)) {
      if (hit.rule().id().equals(rule.id()) && hit.role() == Hit.Role.PHRASE && !hit.voided()) {
        int start = Math.max(0, hit.start());
        words.add(
            new Words(
                Redactor.redact(text).substring(start, hit.end()),
                start,
                hit.end(),
                frame.getSpeaker(),
                turn));
      }
    }
    return words;
  }

  private String tail(int turn) {
    Speaker speaker = turns.get(turn).getSpeaker();
    int former = turn - 1;
    while (former >= 0 && text(turns.get(former)).isBlank()) {
      former--;
    }
    if (former < 0 || speaker == Speaker.UNKNOWN || turns.get(former).getSpeaker() != speaker) {
      return "";
    }
    String before = text(turns.get(former));
    return before.substring(Math.max(0, before.length() - RuleSnapshot.TAIL_LENGTH));
  }

  private static String text(Frame frame) {
    return frame.getText() == null ? "" : frame.getText();
  }
}
