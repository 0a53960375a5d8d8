package io.cueline.ingest.masking;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A piece of text that may belong to a number or announce one. Blanks, dashes, dots, commas and
 * invisible characters stand between tokens and are none.
 */
sealed interface Token {

  /** Where it starts, in UTF-16 units. */
  int start();

  /** Behind its last unit. */
  int end();

  /** One digit, of any script. */
  record Digit(int start, int end, char value) implements Token {}

  /**
   * Letters, with apostrophes inside.
   *
   * @param lower in lower case; empty for a word too long to mean anything here
   */
  record Word(int start, int end, String lower) implements Token {}

  /** Anything else; no number goes on across it. */
  record Mark(int start, int end, boolean masked) implements Token {}

  /** What a masked character is replaced by. */
  char MASK = '*';

  /** The longest word that means anything here is "verification". */
  int LONGEST_WORD = 12;

  /** Reads a text once, from left to right. */
  static List<Token> of(String text) {
    List<Token> tokens = new ArrayList<>();
    int at = 0;
    while (at < text.length()) {
      int point = text.codePointAt(at);
      int next = at + Character.charCount(point);
      int digit = Character.digit(point, 10);
      if (digit >= 0) {
        tokens.add(new Digit(at, next, (char) ('0' + digit)));
      } else if (Character.isLetter(point)) {
        next = wordEnd(text, next);
        tokens.add(word(text, at, next));
      } else if (!separates(point)) {
        tokens.add(new Mark(at, next, point == MASK));
      }
      at = next;
    }
    return tokens;
  }

  private static int wordEnd(String text, int from) {
    int at = from;
    while (at < text.length()) {
      int point = text.codePointAt(at);
      if (!Character.isLetter(point) && point != '\'' && point != '’') {
        break;
      }
      at += Character.charCount(point);
    }
    return isVersionDigit(text, from, at) ? at + 1 : at;
  }

  /** The 2 of "CVV2" belongs to the word, not to the number behind it. */
  private static boolean isVersionDigit(String text, int from, int end) {
    return end - from == 2
        && end < text.length()
        && text.charAt(end) == '2'
        && (end + 1 == text.length() || Character.digit(text.codePointAt(end + 1), 10) < 0)
        && (text.regionMatches(true, from - 1, "cvv", 0, 3)
            || text.regionMatches(true, from - 1, "cvc", 0, 3));
  }

  private static Word word(String text, int start, int end) {
    String lower =
        end - start > LONGEST_WORD
            ? ""
            : text.substring(start, end).toLowerCase(Locale.ROOT).replace('’', '\'');
    return new Word(start, end, lower);
  }

  private static boolean separates(int point) {
    if (point < 128) {
      return point <= ' ' || point == '-' || point == '.' || point == ',' || point == '_';
    }
    return switch (Character.getType(point)) {
      case Character.SPACE_SEPARATOR,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.DASH_PUNCTUATION,
          Character.FORMAT,
          Character.CONTROL,
          Character.NON_SPACING_MARK ->
          true;
      default -> point == '·' || point == '•' || point == '−' || point == '…';
    };
  }
}
