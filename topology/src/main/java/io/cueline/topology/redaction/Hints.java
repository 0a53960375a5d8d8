package io.cueline.topology.redaction;

import io.cueline.topology.text.WordHash;
import java.util.ArrayList;
import java.util.List;

/**
 * Tells at a glance, without making objects, where nothing is to be masked: most of what is said
 * holds no digit, no number word, no address and no birth. What passes is looked at closely.
 */
final class Hints {

  private static final WordHash WORDS = new WordHash(words());

  private Hints() {}

  private static List<String> words() {
    List<String> words = new ArrayList<>(Token.ONE);
    words.addAll(Token.TWO);
    words.addAll(Dates.ORDINALS);
    words.addAll(Dates.MULTIPLES);
    words.addAll(Dates.BIRTH);
    words.add(EmailAddresses.DOT);
    return words;
  }

  /** Never false where {@link Redactor#find} finds anything. */
  static boolean in(String text) {
    long word = WordHash.EMPTY;
    for (int index = 0; index < text.length(); index++) {
      char character = text.charAt(index);
      if (character >= 'a' && character <= 'z') {
        word = WordHash.letter(word, character);
      } else if (character >= 'A' && character <= 'Z') {
        word = WordHash.letter(word, (char) (character + ('a' - 'A')));
      } else if (character > 127 || character == '@' || Character.isDigit(character)) {
        return true;
      } else {
        if (WORDS.has(word)) {
          return true;
        }
        word = WordHash.EMPTY;
      }
    }
    return WORDS.has(word);
  }
}
