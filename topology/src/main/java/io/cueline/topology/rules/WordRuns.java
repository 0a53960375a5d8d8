package io.cueline.topology.rules;

import io.cueline.topology.text.Characters;
import java.util.Arrays;

/** Where the words of a text are. */
final class WordRuns {

  private WordRuns() {}

  /** Start and end of each word in turn. */
  static int[] of(String text) {
    int[] runs = new int[16];
    int size = 0;
    int index = 0;
    while (index < text.length()) {
      if (!Characters.wordAt(text, index)) {
        index++;
        continue;
      }
      int end = Characters.wordEnd(text, index);
      if (size == runs.length) {
        runs = Arrays.copyOf(runs, size * 2);
      }
      runs[size++] = index;
      runs[size++] = end;
      index = end;
    }
    return Arrays.copyOf(runs, size);
  }
}
