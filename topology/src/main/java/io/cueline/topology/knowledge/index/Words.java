package io.cueline.topology.knowledge.index;

import java.util.ArrayList;
import java.util.List;

/** Texts cut into parts of so many words, at the end of a sentence where there is one. */
final class Words {

  /** Longer "words" are none, and must not make a part endless; UTF-16. */
  private static final int LONGEST = 60;

  private Words() {}

  /**
   * @param words in a part, about
   * @param most parts; what follows is left out
   */
  static List<String> parts(String text, int words, int most) {
    List<String> parts = new ArrayList<>();
    int at = 0;
    while (at < text.length() && parts.size() < most) {
      int end = sentenceEnd(text, at, end(text, at, words));
      String part = text.substring(at, end).strip();
      if (!part.isEmpty()) {
        parts.add(part);
      }
      at = end;
    }
    return parts;
  }

  /** The last end of a sentence or line in the second half of a part; the part's, where none is. */
  private static int sentenceEnd(String text, int from, int to) {
    if (to == text.length()) {
      return to;
    }
    for (int at = to - 1; at > from + (to - from) / 2; at--) {
      char c = text.charAt(at);
      boolean ends = c == '.' || c == '!' || c == '?';
      if (c == '\n' || (ends && Character.isWhitespace(text.charAt(at + 1)))) {
        return at + 1;
      }
    }
    return to;
  }

  private static int end(String text, int from, int words) {
    int counted = 0;
    int wordStart = from;
    for (int at = from; at < text.length(); at++) {
      if (Character.isWhitespace(text.charAt(at)) || at - wordStart >= LONGEST) {
        counted += at > wordStart ? 1 : 0;
        wordStart = at + 1;
        if (counted == words) {
          return Character.isLowSurrogate(text.charAt(at)) ? at + 1 : at;
        }
      }
    }
    return text.length();
  }
}
