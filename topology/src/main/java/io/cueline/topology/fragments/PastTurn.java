package io.cueline.topology.fragments;

import io.cueline.schemas.Speaker;
import io.cueline.topology.redaction.Redactor;
import java.util.ArrayList;
import java.util.List;

/**
 * Words of one speaker that were flushed before, redacted, kept so that later queries can be
 * understood.
 */
public record PastTurn(Speaker speaker, String text) {

  /** So many turns are kept at most. */
  static final int MAX_TURNS = 12;

  /** And of each so many characters (UTF-16), its last ones. */
  static final int MAX_CHARACTERS = 400;

  /** Words with the turns before them, all as they may leave the interaction. */
  record Redacted(List<PastTurn> history, String text) {}

  /**
   * Looks at the same speaker's turn before as well, for numbers that are split over two: what
   * shows only now is masked in both.
   *
   * @param lastSaid the last of the turns as it was said, of the same length
   */
  static Redacted redacted(List<PastTurn> turns, String lastSaid, Speaker speaker, String text) {
    if (turns.isEmpty() || turns.getLast().speaker != speaker) {
      return new Redacted(turns, Redactor.redact(text));
    }
    String masked = Redactor.redact(lastSaid + " " + text);
    String own = masked.substring(lastSaid.length() + 1);
    PastTurn last = turns.getLast();
    String before = maskedInEither(last.text, masked);
    if (before.equals(last.text)) {
      return new Redacted(turns, own);
    }
    List<PastTurn> history = new ArrayList<>(turns);
    history.set(history.size() - 1, new PastTurn(speaker, before));
    return new Redacted(List.copyOf(history), own);
  }

  /** As long as the first. */
  private static String maskedInEither(String one, String other) {
    if (other.startsWith(one)) {
      return one;
    }
    StringBuilder both = new StringBuilder(one);
    for (int index = 0; index < one.length(); index++) {
      if (other.charAt(index) == '*') {
        both.setCharAt(index, '*');
      }
    }
    return both.toString();
  }

  /** Adds a turn and forgets the oldest when there are too many. */
  static List<PastTurn> append(List<PastTurn> turns, PastTurn latest) {
    int forgotten = Math.max(0, turns.size() + 1 - MAX_TURNS);
    PastTurn[] kept = new PastTurn[turns.size() + 1 - forgotten];
    for (int index = forgotten; index < turns.size(); index++) {
      kept[index - forgotten] = turns.get(index);
    }
    kept[kept.length - 1] = latest;
    return List.of(kept);
  }

  /** Where what is kept of these words begins: never with the second half of a surrogate pair. */
  static int keptFrom(String said) {
    int start = Math.max(0, said.length() - MAX_CHARACTERS);
    return start > 0 && Character.isLowSurrogate(said.charAt(start)) ? start + 1 : start;
  }
}
