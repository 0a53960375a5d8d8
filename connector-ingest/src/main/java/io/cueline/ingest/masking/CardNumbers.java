package io.cueline.ingest.masking;

import java.util.BitSet;
import java.util.List;

/**
 * Card numbers among the digits of a run: 13 to 19 digits whose last is Luhn's check digit (ISO/IEC
 * 7812-1, annex B). Every such stretch of a run counts, wherever it begins, as an expiry date or
 * code may follow without a word between.
 */
final class CardNumbers {

  private static final int SHORTEST = 13;
  private static final int LONGEST = 19;

  private CardNumbers() {}

  /**
   * Marks the digits that belong to a card number, in time proportional to their number.
   *
   * @param digits each 0 to 9
   */
  static BitSet in(int[] digits) {
    BitSet marked = new BitSet(digits.length);
    if (digits.length < SHORTEST) {
      return marked;
    }
    int[] evenPlain = sums(digits, 0);
    int[] oddPlain = sums(digits, 1);
    int done = 0;
    for (int start = 0; start + SHORTEST <= digits.length; start++) {
      int most = Math.min(LONGEST, digits.length - start);
      for (int length = most; length >= SHORTEST; length--) {
        int end = start + length;
        int[] sums = (end - 1) % 2 == 0 ? evenPlain : oddPlain;
        if ((sums[end] - sums[start]) % 10 == 0) {
          marked.set(Math.max(start, done), Math.max(end, done));
          done = Math.max(end, done);
          break;
        }
      }
    }
    return marked;
  }

  /** Running sums in which digits at places of the other parity are doubled. */
  private static int[] sums(int[] digits, int plainParity) {
    int[] sums = new int[digits.length + 1];
    for (int place = 0; place < digits.length; place++) {
      int doubled = digits[place] * 2;
      int value = place % 2 == plainParity ? digits[place] : (doubled > 9 ? doubled - 9 : doubled);
      sums[place + 1] = sums[place] + value;
    }
    return sums;
  }

  /** All digits of a run, one after the other. */
  static int[] digits(List<SpokenDigits.Atom> atoms) {
    return atoms.stream()
        .flatMapToInt(atom -> atom.digits().chars())
        .map(digit -> digit - '0')
        .toArray();
  }
}
