package io.cueline.topology.text;

import java.util.Map;

/**
 * Words, or phrases, with what they mean, looked for by 64-bit hashes of their letters: a text can
 * be gone through without making objects. A foreign word is taken for one of them about once in
 * 10^16 times. Immutable, thread-safe.
 */
public final class WordHash {

  /** The hash of no letters: every word's begins with it. */
  public static final long EMPTY = 0xCBF29CE484222325L;

  private static final long LETTER_FACTOR = 0x100000001B3L;
  private static final long WORD_FACTOR = 0x9E3779B97F4A7C15L;

  private final LongTable meanings = new LongTable();

  /**
   * @param phrases words divided by single spaces, in lower case, each with a meaning that is not 0
   */
  public WordHash(Map<String, Integer> phrases) {
    phrases.forEach(
        (phrase, meaning) -> {
          long hash = 0;
          for (String word : phrase.split(" ", -1)) {
            hash = next(hash, of(word));
          }
          meanings.put(hash, meaning);
        });
  }

  /** The hash of a word that goes on with this letter. */
  public static long letter(long word, char letter) {
    return (word ^ letter) * LETTER_FACTOR;
  }

  /**
   * The hash of a phrase that goes on with this word.
   *
   * @param phrase 0 where it begins
   */
  public static long next(long phrase, long word) {
    return phrase * WORD_FACTOR + word;
  }

  /** What the word or phrase of this hash means, 0 where it is none of them. */
  public int get(long hash) {
    return meanings.get(hash);
  }

  private static long of(String word) {
    long hash = EMPTY;
    for (int index = 0; index < word.length(); index++) {
      hash = letter(hash, word.charAt(index));
    }
    return hash;
  }
}
