package io.cueline.topology.redaction;

import io.cueline.topology.text.WordHash;
import java.util.HashMap;
import java.util.Map;

/**
 * Tells at a glance, without making objects, where nothing is to be masked: most of what is said
 * holds too few digits for any number, no date, no address and no birth. What passes is looked at
 * closely.
 */
final class Hints {

  /** A word's digits stand in its last two bits. */
  private static final int DIGITS = 3;

  private static final int NUMBER = 4;
  private static final int ORDINAL = 8;
  private static final int MONTH = 16;
  private static final int TIMES = 32;
  private static final int SURE = 64;
  private static final int AT = 128;

  /** A full stop with a letter right behind it, as in a written domain; no word means it. */
  private static final int POINT = 256;

  private static final int MOST_TIMES = 3;

  /** The shortest number: the last of a social security number, or a date such as 2/8/35. */
  private static final int FEWEST_DIGITS = 4;

  /** Of a year behind a day and a month said by their numbers. */
  private static final int FEWEST_OF_YEAR = 2;

  private static final WordHash WORDS = new WordHash(words());

  private int seen;
  private int digits;

  private Hints() {}

  private static Map<String, Integer> words() {
    Map<String, Integer> words = new HashMap<>();
    Token.ONE.forEach(word -> words.put(word, 1));
    Token.TWO.forEach(word -> words.put(word, 2));
    Token.TIMES.keySet().forEach(word -> words.put(word, TIMES));
    Dates.MULTIPLES.forEach(word -> words.put(word, NUMBER));
    Dates.ORDINALS.forEach(word -> words.put(word, ORDINAL | NUMBER));
    Dates.MONTHS.forEach(word -> words.put(word, MONTH));
    Dates.BIRTH.forEach(word -> words.put(word, SURE));
    words.put(EmailAddresses.DOT, SURE);
    words.put(EmailAddresses.AT, AT);
    return words;
  }

  /** Never false where {@link Redactor#find} finds anything. */
  static boolean in(String text) {
    Hints hints = new Hints();
    long word = WordHash.EMPTY;
    for (int index = 0; index < text.length(); index++) {
      char character = text.charAt(index);
      if (character >= 'a' && character <= 'z') {
        word = WordHash.letter(word, character);
      } else if (character >= 'A' && character <= 'Z') {
        word = WordHash.letter(word, (char) (character + ('a' - 'A')));
      } else if (character > 127 || character == '@') {
        return true;
      } else {
        hints.take(WORDS.get(word));
        word = WordHash.EMPTY;
        hints.digits += Character.isDigit(character) ? 1 : 0;
        hints.seen |= character == '.' && letterAt(text, index + 1) ? POINT : 0;
      }
    }
    hints.take(WORDS.get(word));
    return hints.worthALook();
  }

  private void take(int meaning) {
    seen |= meaning;
    digits += meaning & DIGITS;
  }

  private boolean worthALook() {
    int most = saw(TIMES) ? digits * MOST_TIMES : digits;
    return saw(SURE)
        || most >= FEWEST_DIGITS
        || (saw(AT) && saw(POINT))
        || (saw(MONTH) && (digits > 0 || saw(NUMBER)))
        || (saw(ORDINAL) && digits >= FEWEST_OF_YEAR);
  }

  private static boolean letterAt(String text, int index) {
    return index < text.length() && Character.isLetter(text.charAt(index));
  }

  private boolean saw(int meaning) {
    return (seen & meaning) != 0;
  }
}
