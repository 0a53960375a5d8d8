package io.cueline.topology.text;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A small fixed vocabulary, looked up in place without making strings.
 *
 * @param <V> what a word means
 */
final class Words<V> {

  private static final int LONGEST = 16;

  /** One slot for each length and first letter of lower-case words. */
  private final List<Map<String, V>> slots = new ArrayList<>();

  Words(Map<String, V> vocabulary) {
    for (int slot = 0; slot < 32 * LONGEST; slot++) {
      slots.add(new HashMap<>());
    }
    vocabulary.forEach((word, value) -> slots.get(slot(word, 0, word.length())).put(word, value));
  }

  /** What the word at [from, to) means, or null. */
  @Nullable V get(String text, int from, int to) {
    int slot = slot(text, from, to);
    if (slot < 0 || slots.get(slot).isEmpty()) {
      return null;
    }
    return slots.get(slot).get(text.substring(from, to));
  }

  private static int slot(String text, int from, int to) {
    int length = to - from;
    char first = length > 0 ? text.charAt(from) : 0;
    return length < LONGEST && first >= 'a' && first <= 'z' ? length * 32 + (first - 'a') : -1;
  }
}
