package io.cueline.ingest.masking;

import io.cueline.ingest.masking.SpokenDigits.Atom;
import io.cueline.ingest.masking.SpokenDigits.Run;
import java.util.BitSet;
import java.util.List;

/**
 * Card numbers among the digits of a run: 13 to 19 digits whose last is Luhn's check digit (ISO/IEC
 * 7812-1, annex B). Such a stretch may begin and end wherever something divides the digits, as an
 * expiry date or code may follow without a word between; but not in the middle of digits written
 * together, or most long numbers would hold a card's.
 */
final class CardNumbers {

  private static final int SHORTEST = 13;
  private static final int LONGEST = 19;

  private CardNumbers() {}

  /** Marks the atoms that belong to a card number, in time proportional to the run's length. */
  static BitSet in(Run run) {
    List<Atom> atoms = run.atoms();
    BitSet marked = new BitSet(atoms.size());
    if (run.digitCount() < SHORTEST) {
      return marked;
    }
    int[] places = places(atoms);
    int[] evenPlain = sums(atoms, run.digitCount(), 0);
    int[] oddPlain = sums(atoms, run.digitCount(), 1);
    for (int first = 0; first < atoms.size(); first++) {
      if (!atoms.get(first).joined()) {
        int from = places[first];
        mark(first, from, atoms, places, evenPlain, oddPlain, marked);
        // "A double 4 111…" may say double or not; so too where a word says two digits.
        mark(first, places[first + 1] - 1, atoms, places, evenPlain, oddPlain, marked);
      }
    }
    return marked;
  }

  private static void mark(
      int first, int from, List<Atom> atoms, int[] places, int[] even, int[] odd, BitSet marked) {
    for (int behind = first + 1; behind <= atoms.size(); behind++) {
      int to = places[behind];
      if (to - from > LONGEST) {
        return;
      }
      boolean ends = behind == atoms.size() || !atoms.get(behind).joined();
      int[] sums = (to - 1) % 2 == 0 ? even : odd;
      if (ends && to - from >= SHORTEST && (sums[to] - sums[from]) % 10 == 0) {
        marked.set(first, behind);
      }
    }
  }

  /** Of each atom the place of its first digit, and behind the last atom the number of digits. */
  private static int[] places(List<Atom> atoms) {
    int[] places = new int[atoms.size() + 1];
    for (int at = 0; at < atoms.size(); at++) {
      places[at + 1] = places[at] + atoms.get(at).digits().length();
    }
    return places;
  }

  /** Running sums of digits in which those at places of the other parity are doubled. */
  private static int[] sums(List<Atom> atoms, int digitCount, int plainParity) {
    int[] sums = new int[digitCount + 1];
    int place = 0;
    for (Atom atom : atoms) {
      for (int each = 0; each < atom.digits().length(); each++) {
        int digit = atom.digits().charAt(each) - '0';
        int doubled = digit > 4 ? digit * 2 - 9 : digit * 2;
        sums[place + 1] = sums[place] + (place % 2 == plainParity ? digit : doubled);
        place++;
      }
    }
    return sums;
  }
}
