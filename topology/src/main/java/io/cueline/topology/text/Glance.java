package io.cueline.topology.text;

import java.util.HashMap;
import java.util.Map;

/**
 * What a look at every word tells, without making objects: whether there may be numbers,
 * disfluencies or hyphens in a text. Most have none, and are then read only as they are.
 *
 * @param numbers false where {@link SpokenNumbers} finds nothing
 * @param disfluencies false where {@link Disfluencies} finds nothing
 * @param hyphens false where {@link Hyphens} finds nothing
 */
record Glance(boolean numbers, boolean disfluencies, boolean hyphens) {

  private static final int NUMBER = 1;
  private static final int DISFLUENCY = 2;
  private static final int HYPHEN = 4;

  private static final Words<Integer> VOCABULARY = new Words<>(vocabulary());

  private static final Glance[] ALL = {
    new Glance(false, false, false),
    new Glance(true, false, false),
    new Glance(false, true, false),
    new Glance(true, true, false),
    new Glance(false, false, true),
    new Glance(true, false, true),
    new Glance(false, true, true),
    new Glance(true, true, true)
  };

  /** It can be read in one way only. */
  boolean plain() {
    return !numbers && !disfluencies && !hyphens;
  }

  /**
   * @param text normalised
   */
  static Glance at(String text) {
    int seen = 0;
    int index = 0;
    while (index < text.length()) {
      if (Characters.isDigit(text.charAt(index))) {
        seen |= NUMBER;
      }
      if (Characters.wordAt(text, index)) {
        int end = Characters.wordEnd(text, index);
        Integer meaning = VOCABULARY.get(text, index, end);
        seen |= meaning == null ? 0 : meaning;
        index = end;
      } else {
        seen |= text.charAt(index) == '-' && Hyphens.joins(text, index) ? HYPHEN : 0;
        index++;
      }
    }
    return ALL[seen];
  }

  /** A number has a digit, or one of the words that alone may be one or make one of "a". */
  private static Map<String, Integer> vocabulary() {
    Map<String, Integer> words = new HashMap<>();
    NumberWords.all()
        .forEach(
            (word, meaning) -> {
              switch (meaning.role()) {
                case DIGIT, TEEN, TENS, HUNDRED, SCALE -> words.put(word, NUMBER);
                case OH, POINT, AND, A, FRACTION, UNIT -> {}
              }
            });
    Disfluencies.words().forEach(word -> words.merge(word, DISFLUENCY, (one, two) -> one | two));
    return words;
  }
}
