package io.cueline.ingest.masking;

import java.util.Arrays;
import java.util.Map;

/**
 * A first look at a text, which makes no objects: could so many digits stand in it, one behind the
 * other? Most of what is said holds none, and need not be taken to pieces. It may be wrong in one
 * direction only: where it says no, {@link SpokenDigits} would find no run of that length.
 */
final class DigitScan {

  private static final int ASCII = 128;
  private static final int SLOTS = 512;
  private static final int NO_WORD = -1;

  /** Of each slot the hash of its word; a word whose slot is taken has the next. */
  private static final int[] HASHES = new int[SLOTS];

  /** Of each slot the most digits that its word may stand for, or {@link #NO_WORD}. */
  private static final int[] DIGITS = new int[SLOTS];

  static {
    Arrays.fill(DIGITS, NO_WORD);
    for (Map.Entry<String, Integer> word : NumberWords.mostDigits().entrySet()) {
      int hash = word.getKey().hashCode();
      int slot = slot(hash);
      while (DIGITS[slot] != NO_WORD) {
        slot = (slot + 1) % SLOTS;
      }
      HASHES[slot] = hash;
      DIGITS[slot] = word.getValue();
    }
  }

  private DigitScan() {}

  static boolean mayHold(String text, int digits) {
    int length = text.length();
    int found = 0;
    int at = 0;
    while (at < length) {
      char next = text.charAt(at);
      at++;
      if (isLetter(next)) {
        // As String.hashCode has it, of the word in lower case.
        int hash = next | 0x20;
        while (at < length && isLetter(text.charAt(at))) {
          hash = 31 * hash + (text.charAt(at) | 0x20);
          at++;
        }
        int more = digitsOf(hash);
        found = more == NO_WORD ? 0 : found + more;
      } else if (next >= '0' && next <= '9') {
        found++;
      } else if (next >= ASCII
          && (Character.isSurrogate(next) || Character.isLetterOrDigit(next))) {
        // Digits of other scripts, and letters that are others in lower case.
        return true;
      }
      if (found >= digits) {
        return true;
      }
    }
    return false;
  }

  private static boolean isLetter(char c) {
    int lower = c | 0x20;
    return lower >= 'a' && lower <= 'z';
  }

  /** A word that only looks like a number's by its hash costs a closer look, no more. */
  private static int digitsOf(int hash) {
    int slot = slot(hash);
    while (DIGITS[slot] != NO_WORD) {
      if (HASHES[slot] == hash) {
        return DIGITS[slot];
      }
      slot = (slot + 1) % SLOTS;
    }
    return NO_WORD;
  }

  private static int slot(int hash) {
    return (hash ^ (hash >>> 9)) & (SLOTS - 1);
  }
}
