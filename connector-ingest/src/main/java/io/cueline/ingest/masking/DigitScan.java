package io.cueline.ingest.masking;

import java.util.Locale;

/**
 * A first look at a text, which makes no objects: could so many digits stand in it, one behind the
 * other? Most of what is said holds none, and need not be taken to pieces. It may be wrong in one
 * direction only: where it says no, {@link SpokenDigits} would find no run of that length.
 */
final class DigitScan {

  /** The longest words for digits are "seventeen" and "quadruple". */
  private static final int LONGEST = 9;

  /** The most digits that a word stands for; more than one only where it repeats the next. */
  private static final int MOST_OF_A_WORD = 4;

  private static final int ASCII = 128;

  private DigitScan() {}

  static boolean mayHold(String text, int digits) {
    int found = 0;
    int at = 0;
    while (at < text.length()) {
      char next = text.charAt(at);
      if (next >= ASCII) {
        if (Character.isSurrogate(next) || Character.isLetterOrDigit(next)) {
          // Digits of other scripts, and letters that are others in lower case.
          return true;
        }
        at++;
      } else if (next >= '0' && next <= '9') {
        found++;
        at++;
      } else if (isLetter(next)) {
        int end = wordEnd(text, at);
        found = after(found, text, at, end);
        at = end;
      } else {
        at++;
      }
      if (found >= digits) {
        return true;
      }
    }
    return false;
  }

  private static int wordEnd(String text, int start) {
    int end = start + 1;
    while (end < text.length() && isLetter(text.charAt(end))) {
      end++;
    }
    return end;
  }

  private static boolean isLetter(char c) {
    int lower = c | 0x20;
    return lower >= 'a' && lower <= 'z';
  }

  /** How many digits there may be in a row behind a word. */
  private static int after(int before, String text, int start, int end) {
    int length = end - start;
    if (length > LONGEST || !mayMean(text.charAt(start) | 0x20, length)) {
      return 0;
    }
    String word = text.substring(start, end).toLowerCase(Locale.ROOT);
    if (NumberWords.times(word) > 0) {
      return before + MOST_OF_A_WORD;
    }
    if (!NumberWords.unit(word).isEmpty()) {
      return before + 1;
    }
    if (!NumberWords.teen(word).isEmpty() || !NumberWords.tens(word).isEmpty()) {
      return before + 2;
    }
    return NumberWords.isNoise(word) ? before : 0;
  }

  /**
   * Whether a word that begins so and is so long may be one of {@link NumberWords}; of the
   * commonest words of English it lets none through but "so" and "to" and what is a number.
   */
  private static boolean mayMean(int first, int length) {
    return switch (first) {
      case 'o' -> length <= 3;
      case 'z', 'q', 'd' -> length == 4 || length == 6 || length == 9;
      case 't' -> length == 3 || length >= 5;
      case 'f', 's', 'n', 'e' -> true;
      case 'u', 'a' -> length <= 3;
      default -> false;
    };
  }
}
