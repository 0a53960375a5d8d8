package io.cueline.topology.rules;

import java.util.Arrays;
import java.util.List;
import java.util.Set;

/**
 * What each match of an expression must contain, laid out to be asked for quickly: one of the
 * pieces of each set, and perhaps a digit. Immutable, thread-safe.
 */
final class RequiredSets {

  /** Of what need not contain anything. */
  static final RequiredSets NONE = new RequiredSets(List.of(), false);

  /** Looking for the pieces of a larger set may cost more than matching. */
  private static final int FEW = 32;

  /** More of a piece's sequences would tell little more. */
  private static final int MOST_KEYS = 4;

  private final List<Set<String>> sets;
  private final boolean digits;

  /** Of each set: where the next begins; of each of its pieces: how many sequences, and these. */
  private final int[] layout;

  /**
   * @param sets each match contains one piece of each
   * @param digits each match contains a digit
   */
  RequiredSets(List<Set<String>> sets, boolean digits) {
    this.sets = List.copyOf(sets);
    this.digits = digits;
    int[] written = new int[16];
    int size = 0;
    for (Set<String> set : sets) {
      if (set.size() > FEW || set.stream().anyMatch(piece -> Trigrams.of(piece).length == 0)) {
        continue;
      }
      int head = size++;
      for (String piece : set) {
        int[] keys = some(Trigrams.of(piece));
        written = room(written, size + keys.length + 1);
        written[size++] = keys.length;
        System.arraycopy(keys, 0, written, size, keys.length);
        size += keys.length;
      }
      written = room(written, size + 1);
      written[head] = size;
    }
    layout = Arrays.copyOf(written, size);
  }

  List<Set<String>> sets() {
    return sets;
  }

  boolean digits() {
    return digits;
  }

  /** Whether all of it may be in a text. Where it is, always. */
  boolean mayBeIn(Trigrams text) {
    if (digits && !text.digits()) {
      return false;
    }
    int at = 0;
    while (at < layout.length) {
      int end = layout[at];
      if (!anyMayBeIn(text, at + 1, end)) {
        return false;
      }
      at = end;
    }
    return true;
  }

  private boolean anyMayBeIn(Trigrams text, int from, int to) {
    int at = from;
    while (at < to) {
      int end = at + 1 + layout[at];
      at++;
      while (at < end && text.mayHave(layout[at])) {
        at++;
      }
      if (at == end) {
        return true;
      }
      at = end;
    }
    return false;
  }

  /** Far from one another. */
  private static int[] some(int[] keys) {
    int count = Math.min(MOST_KEYS, keys.length);
    int[] some = new int[count];
    for (int index = 0; index < count; index++) {
      some[index] = keys[index * (keys.length - 1) / Math.max(1, count - 1)];
    }
    return some;
  }

  private static int[] room(int[] array, int size) {
    return size <= array.length ? array : Arrays.copyOf(array, size * 2);
  }
}
