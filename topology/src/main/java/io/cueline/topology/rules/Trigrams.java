package io.cueline.topology.rules;

import io.cueline.topology.text.Characters;

/**
 * Which sequences of three characters a text has, as bits: tells of a piece that is not in the text
 * that it is not, nearly always, without reading the text again. Immutable, thread-safe.
 */
final class Trigrams {

  private static final int WIDTH = 3;
  private static final int SPREAD = 0x9E3779B1;

  /** A foreign sequence seems to be there once in this many times. */
  private static final int BITS_PER_CHARACTER = 16;

  private final long[] bits;
  private final int shift;
  private final boolean digits;

  Trigrams(String text) {
    int logarithm =
        Math.max(
            6, Integer.SIZE - Integer.numberOfLeadingZeros(text.length() * BITS_PER_CHARACTER));
    bits = new long[1 << (logarithm - 6)];
    shift = Integer.SIZE - logarithm;
    boolean anyDigit = false;
    int last = 0;
    for (int index = 0; index < text.length(); index++) {
      char character = text.charAt(index);
      anyDigit |= Characters.isDigit(character);
      last = next(last, character);
      int bit = (last * SPREAD) >>> shift;
      bits[bit >>> 6] |= 1L << bit;
    }
    digits = anyDigit;
  }

  /** The piece's sequences; none where it is shorter than one. */
  static int[] of(String piece) {
    int[] keys = new int[Math.max(0, piece.length() - WIDTH + 1)];
    int last = 0;
    for (int index = 0; index < piece.length(); index++) {
      last = next(last, piece.charAt(index));
      if (index + 1 >= WIDTH) {
        keys[index + 1 - WIDTH] = last * SPREAD;
      }
    }
    return keys;
  }

  /** Whether the text may have this one of {@link #of}; where it has it, always. */
  boolean mayHave(int key) {
    int bit = key >>> shift;
    return (bits[bit >>> 6] & (1L << bit)) != 0;
  }

  /** Whether the text has an ASCII digit. */
  boolean digits() {
    return digits;
  }

  /** Different characters may become the same. */
  private static int next(int last, char character) {
    return (last << 8 | ((character ^ (character >>> 8)) & 0xFF)) & 0xFFFFFF;
  }
}
