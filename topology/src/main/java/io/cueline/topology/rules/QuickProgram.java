package io.cueline.topology.rules;

import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A regular expression as instructions that {@link QuickSearch} follows. Immutable, thread-safe.
 */
final class QuickProgram {

  /** What an instruction does. Operands are {@code first} and {@code second}. */
  static final int CHARACTER = 0;

  static final int SET = 1;

  /** Go on at the first; where that fails, at the second. */
  static final int EITHER = 2;

  static final int GO = 3;

  /** What counts as the match begins here (0) or ends (1). */
  static final int MARK = 4;

  static final int BEGINNING = 5;
  static final int END = 6;

  /** A word of ASCII letters, digits and underscores begins or ends here (1), or does not (0). */
  static final int BOUNDARY = 7;

  static final int MATCH = 8;

  /** Operands are numbers below this. */
  static final int MOST = 1 << 14;

  /** Instruction, 4 bits, and two operands of 14. */
  final int[] code;

  final CharacterSet[] sets;

  /**
   * A match that does not begin where the text does begins with one of these; null where it may
   * begin anywhere.
   */
  final @Nullable CharacterSet beginnings;

  /**
   * @param code beginning with the first instruction to follow
   */
  QuickProgram(int[] code, List<CharacterSet> sets) {
    this.code = code;
    this.sets = sets.toArray(CharacterSet[]::new);
    CharacterSet first = new CharacterSet();
    this.beginnings = addBeginnings(0, first, new BitSet()) ? first : null;
  }

  static int instruction(int kind, int first, int second) {
    return kind | first << 4 | second << 18;
  }

  static int kind(int instruction) {
    return instruction & 0xF;
  }

  static int first(int instruction) {
    return instruction >>> 4 & (MOST - 1);
  }

  static int second(int instruction) {
    return instruction >>> 18;
  }

  /** False where nothing need be consumed from there. */
  private boolean addBeginnings(int at, CharacterSet into, BitSet seen) {
    if (seen.get(at)) {
      return true;
    }
    seen.set(at);
    int first = first(code[at]);
    return switch (kind(code[at])) {
      case CHARACTER -> {
        if (first < CharacterSet.LIMIT) {
          into.add((char) first);
        }
        yield true;
      }
      case SET -> {
        into.addAll(sets[first]);
        yield true;
      }
      case EITHER ->
          addBeginnings(first, into, seen) && addBeginnings(second(code[at]), into, seen);
      case GO -> addBeginnings(first, into, seen);
      case MARK, BOUNDARY -> addBeginnings(at + 1, into, seen);
      case BEGINNING -> true;
      default -> false;
    };
  }

  @Override
  public String toString() {
    return Arrays.toString(code);
  }
}
