package io.cueline.topology.text;

/** What counts as part of a word, everywhere the same. */
public final class Characters {

  private Characters() {}

  /** Letters, digits, marks and the underscore. */
  public static boolean isWord(int character) {
    if (character < 128) {
      return (character >= 'a' && character <= 'z')
          || (character >= '0' && character <= '9')
          || (character >= 'A' && character <= 'Z')
          || character == '_';
    }
    if (Character.isLetterOrDigit(character)) {
      return true;
    }
    int type = Character.getType(character);
    return type == Character.NON_SPACING_MARK
        || type == Character.COMBINING_SPACING_MARK
        || type == Character.ENCLOSING_MARK
        || type == Character.OTHER_NUMBER
        || type == Character.LETTER_NUMBER;
  }

  public static boolean isDigit(int character) {
    return character >= '0' && character <= '9';
  }

  /** Whether the text has a word's character at that index; false outside. */
  public static boolean wordAt(CharSequence text, int index) {
    if (index < 0 || index >= text.length()) {
      return false;
    }
    char character = text.charAt(index);
    if (Character.isHighSurrogate(character)) {
      return isWord(Character.codePointAt(text, index));
    }
    return isWord(
        Character.isLowSurrogate(character)
            ? Character.codePointBefore(text, index + 1)
            : character);
  }

  /** Whether the text has an ASCII digit at that index; false outside. */
  public static boolean digitAt(CharSequence text, int index) {
    return index >= 0 && index < text.length() && isDigit(text.charAt(index));
  }

  /** Where the word that goes on at {@code index} ends. */
  public static int wordEnd(CharSequence text, int index) {
    int end = index;
    while (wordAt(text, end)) {
      end++;
    }
    return end;
  }
}
