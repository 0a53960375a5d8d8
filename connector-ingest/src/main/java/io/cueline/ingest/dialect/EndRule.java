package io.cueline.ingest.dialect;

import java.util.Locale;
import java.util.Set;

/**
 * How a frame that carries words also says that its interaction is over.
 *
 * @param at where it says so; where nothing stands, it is not over
 * @param words in lower case
 * @param ifAmong true: over when what stands there is one of the words; false: when it is none
 */
public record EndRule(FieldPath at, Set<String> words, boolean ifAmong) {

  public EndRule {
    if (words.isEmpty()) {
      throw new IllegalArgumentException("expected at least one word");
    }
    words = Set.copyOf(words);
  }

  boolean saysSo(String state) {
    return words.contains(state.strip().toLowerCase(Locale.ROOT)) == ifAmong;
  }
}
