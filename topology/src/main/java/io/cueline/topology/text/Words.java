package io.cueline.topology.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A small fixed vocabulary of lower-case words, looked up in place without making strings.
 * Immutable, thread-safe.
 *
 * @param <V> what a word means
 */
final class Words<V> {

  /** Words begin with a letter and are shorter than this. */
  private static final int LONGEST = 16;

  private record Entry<V>(String word, V meaning) {}

  /** By length and first letter: few words of a language share both with one of a vocabulary. */
  private final List<List<Entry<V>>> slots = new ArrayList<>();

  /**
   * @throws IllegalArgumentException for a word that begins with no letter, or is too long
   */
  Words(Map<String, V> vocabulary) {
    for (int slot = 0; slot < 32 * LONGEST; slot++) {
      slots.add(List.of());
    }
    vocabulary.forEach(
        (word, meaning) -> {
          int slot = slot(word, 0, word.length());
          if (slot < 0) {
            throw new IllegalArgumentException("no word to look for: " + word);
          }
          List<Entry<V>> more = new ArrayList<>(slots.get(slot));
          more.add(new Entry<>(word, meaning));
          slots.set(slot, List.copyOf(more));
        });
  }

  /** What the word at [from, to) means, or null. */
  @Nullable V get(String text, int from, int to) {
    int slot = slot(text, from, to);
    if (slot < 0) {
      return null;
    }
    List<Entry<V>> entries = slots.get(slot);
    for (int index = 0; index < entries.size(); index++) {
      Entry<V> entry = entries.get(index);
      if (text.startsWith(entry.word, from)) {
        return entry.meaning;
      }
    }
    return null;
  }

  private static int slot(String text, int from, int to) {
    int length = to - from;
    char first = length > 0 ? text.charAt(from) : 0;
    return length < LONGEST && first >= 'a' && first <= 'z' ? length * 32 + (first - 'a') : -1;
  }
}
