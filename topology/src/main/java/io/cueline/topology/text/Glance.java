package io.cueline.topology.text;

import java.util.HashMap;
import java.util.Map;

/**
 * What a look at every word tells, without making objects: whether there may be numbers or
 * disfluencies in a text. Most have neither, and are then read only as they are.
 *
 * @param numbers false where {@link SpokenNumbers} finds nothing
 * @param disfluencies false where {@link Disfluencies} finds nothing
 */
record Glance(boolean numbers, boolean disfluencies) {

  private static final int NUMBER = 1;
  private static final int DISFLUENCY = 2;

  private static final Words<Integer> VOCABULARY = new Words<>(vocabulary());

  private static final Glance[] ALL = {
    new Glance(false, false),
    new Glance(true, false),
    new Glance(false, true),
    new Glance(true, true)
  };

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
