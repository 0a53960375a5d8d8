package io.cueline.topology.fragments;

import io.cueline.schemas.Speaker;
import io.cueline.topology.redaction.Redactor;
import java.util.ArrayList;
import java.util.List;

/**
 * Words of one speaker that were flushed before, kept so that later queries can be understood.
 *
 * @param text as said, or redacted where it leaves the interaction
 */
public record PastTurn(Speaker speaker, String text) {

  /** So many turns are kept at most. */
  static final int MAX_TURNS = 12;

  /** And of each so many characters (UTF-16), its last ones. */
  static final int MAX_CHARACTERS = 400;

  /** Adds a turn and forgets the oldest when there are too many. */
  static List<PastTurn> append(List<PastTurn> turns, PastTurn latest) {
    int forgotten = Math.max(0, turns.size() + 1 - MAX_TURNS);
    PastTurn[] kept = new PastTurn[turns.size() + 1 - forgotten];
    for (int index = forgotten; index < turns.size(); index++) {
      kept[index - forgotten] = turns.get(index);
    }
    kept[kept.length - 1] = latest.text.length() <= MAX_CHARACTERS ? latest : latest.shortened();
    return List.of(kept);
  }

  /**
   * Each as it may leave the interaction. What one speaker said in turns that follow each other is
   * looked at as one text, for numbers that are split over them.
   */
  static List<PastTurn> redacted(List<PastTurn> turns) {
    List<PastTurn> redacted = new ArrayList<>(turns.size());
    int from = 0;
    while (from < turns.size()) {
      Speaker who = turns.get(from).speaker;
      String said = turns.get(from).text;
      int to = from + 1;
      for (; to < turns.size() && turns.get(to).speaker == who; to++) {
        said += " " + turns.get(to).text;
      }
      String masked = Redactor.redact(said);
      int at = 0;
      for (; from < to; from++) {
        int end = at + turns.get(from).text.length();
        redacted.add(new PastTurn(who, masked.substring(at, end)));
        at = end + 1;
      }
    }
    return redacted;
  }

  private PastTurn shortened() {
    return new PastTurn(speaker, end(text));
  }

  private static String end(String text) {
    int start = text.length() - MAX_CHARACTERS;
    // Never the second half of a surrogate pair alone: Avro writes UTF-8.
    return text.substring(Character.isLowSurrogate(text.charAt(start)) ? start + 1 : start);
  }
}
