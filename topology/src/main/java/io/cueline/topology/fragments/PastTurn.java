package io.cueline.topology.fragments;

import io.cueline.schemas.Speaker;
import java.util.ArrayList;
import java.util.List;

/**
 * Words of one speaker that were flushed before, redacted, kept so that later queries can be
 * understood.
 */
public record PastTurn(Speaker speaker, String text) {

  /** So many turns are kept at most. */
  static final int MAX_TURNS = 6;

  /** And so many characters (UTF-16) of all of them together. */
  static final int MAX_CHARACTERS = 600;

  /**
   * Adds a turn and forgets the oldest until the bounds hold; a too long last one keeps its end.
   */
  static List<PastTurn> append(List<PastTurn> turns, PastTurn latest) {
    List<PastTurn> kept = new ArrayList<>();
    int room = MAX_CHARACTERS;
    kept.add(new PastTurn(latest.speaker, end(latest.text)));
    room -= kept.getFirst().text.length();
    for (PastTurn turn : turns.reversed()) {
      room -= turn.text.length();
      if (room < 0 || kept.size() == MAX_TURNS) {
        break;
      }
      kept.addFirst(turn);
    }
    return List.copyOf(kept);
  }

  private static String end(String text) {
    if (text.length() <= MAX_CHARACTERS) {
      return text;
    }
    int start = text.length() - MAX_CHARACTERS;
    // Never the second half of a surrogate pair alone: Avro writes UTF-8.
    return text.substring(Character.isLowSurrogate(text.charAt(start)) ? start + 1 : start);
  }
}
