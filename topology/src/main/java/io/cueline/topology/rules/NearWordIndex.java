package io.cueline.topology.rules;

import io.cueline.topology.text.LongTable;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;
import java.util.function.LongConsumer;

/**
 * Finds words that differ by a few letters: two words at most {@code k} edits apart become the same
 * when at most {@code k} letters are left out of each, so each is entered, and looked up, with
 * letters left out. (Mor and Fraenkel, "A hash code method for detecting and correcting spelling
 * errors", 1982.) What is found must be verified. Immutable, thread-safe; costs nothing where it is
 * empty.
 */
final class NearWordIndex {

  private static final long PRIME = 0x100000001B3L;

  private final LongTable heads = new LongTable();
  private final List<int[]> entries = new ArrayList<>();
  private int mostEdits;

  /** Enters a word under an entry's number. */
  void add(String word, int edits, int entry) {
    mostEdits = Math.max(mostEdits, edits);
    variants(
        word,
        0,
        word.length(),
        edits,
        key -> {
          entries.add(new int[] {entry, heads.get(key)});
          heads.put(key, entries.size());
        });
  }

  NearWordIndex sealed() {
    heads.sealed();
    return this;
  }

  /** Tells the entries of all words that may be like one of the text's. */
  void search(String text, IntConsumer sink) {
    if (mostEdits == 0) {
      return;
    }
    int[] runs = WordRuns.of(text);
    for (int run = 0; run < runs.length; run += 2) {
      int length = runs[run + 1] - runs[run];
      if (length <= Tolerant.LONGEST_WORD + mostEdits) {
        variants(text, runs[run], runs[run + 1], mostEdits, key -> look(key, sink));
      }
    }
  }

  private void look(long key, IntConsumer sink) {
    if (heads.mayHave(key)) {
      int at = heads.get(key);
      while (at != 0) {
        sink.accept(entries.get(at - 1)[0]);
        at = entries.get(at - 1)[1];
      }
    }
  }

  /** The word with none, one or two letters left out. */
  private static void variants(String text, int from, int to, int edits, LongConsumer sink) {
    sink.accept(hash(text, from, to, -1, -1));
    for (int first = from; first < to && edits > 0; first++) {
      sink.accept(hash(text, from, to, first, -1));
      for (int second = first + 1; second < to && edits > 1; second++) {
        sink.accept(hash(text, from, to, first, second));
      }
    }
  }

  private static long hash(String text, int from, int to, int without, int nor) {
    long hash = 1;
    for (int index = from; index < to; index++) {
      if (index != without && index != nor) {
        hash = (hash + text.charAt(index)) * PRIME;
      }
    }
    return hash;
  }
}
