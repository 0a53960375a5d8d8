package io.cueline.topology.text;

import java.text.Normalizer;
import java.util.Locale;

/**
 * Makes texts comparable: compatibility forms unified (NFKC), case folded, apostrophes, quotation
 * marks and dashes unified, white space folded to single spaces and none at the ends, invisible
 * characters dropped. Time is linear in the length. Pure, thread-safe.
 */
public final class Normaliser {

  /** Longer runs of combining marks are cut into pieces: ordering marks costs more than linear. */
  private static final int LONGEST_CLUSTER = 32;

  private Normaliser() {}

  public static NormalText normalise(String text) {
    if (isPlain(text)) {
      return NormalText.inPlace(text.toLowerCase(Locale.ROOT));
    }
    NormalText.Writer writer = new NormalText.Writer(text.length());
    int index = 0;
    while (index < text.length()) {
      char character = text.charAt(index);
      boolean plain =
          character < 128 && (index + 1 == text.length() || text.charAt(index + 1) < 128);
      if (plain) {
        putAscii(writer, character, index);
        index++;
      } else {
        index = putCluster(writer, text, index);
      }
    }
    return writer.done();
  }

  /** Only its case is to be folded: mostly so, and then every character stays where it is. */
  private static boolean isPlain(String text) {
    boolean space = true;
    for (int index = 0; index < text.length(); index++) {
      char character = text.charAt(index);
      boolean another = character == ' ';
      if (character < ' ' || character > '~' || character == '`' || (another && space)) {
        return false;
      }
      space = another;
    }
    return !space;
  }

  private static void putAscii(NormalText.Writer writer, char character, int index) {
    if (character > ' ' && character < 127) {
      char folded = character >= 'A' && character <= 'Z' ? (char) (character + 32) : character;
      writer.put(folded == '`' ? '\'' : folded, index, index + 1);
    } else if (!writer.endsWithSpace()) {
      writer.put(' ', index, index + 1);
    }
  }

  private static int putCluster(NormalText.Writer writer, String text, int start) {
    int first = text.codePointAt(start);
    int end = start + Character.charCount(first);
    while (end < text.length() && end - start < LONGEST_CLUSTER && joins(text.codePointAt(end))) {
      end += Character.charCount(text.codePointAt(end));
    }
    int unified = unify(first);
    if (unified == DROPPED && end == start + Character.charCount(first)) {
      return end;
    }
    String cluster = text.substring(start, end);
    if (unified != first) {
      String head = unified == DROPPED ? "" : Character.toString(unified);
      cluster = head + cluster.substring(Character.charCount(first));
    }
    String composed = Normalizer.normalize(cluster, Normalizer.Form.NFKC);
    String folded = composed.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT);
    String result = Normalizer.normalize(folded, Normalizer.Form.NFKC);
    for (int index = 0; index < result.length(); index++) {
      int plain = unify(result.charAt(index));
      char character = plain == DROPPED ? 0 : (char) plain;
      if (character > ' ' && !Character.isWhitespace(character) && !isControl(character)) {
        writer.put(character, start, end);
      } else if (!writer.endsWithSpace()) {
        writer.put(' ', start, end);
      }
    }
    return end;
  }

  private static boolean isControl(char character) {
    return Character.isISOControl(character) || Character.isSpaceChar(character);
  }

  /** Whether this code point composes with the one before it. */
  private static boolean joins(int codePoint) {
    if (codePoint < 0x300) {
      return false;
    }
    int type = Character.getType(codePoint);
    return type == Character.NON_SPACING_MARK
        || type == Character.COMBINING_SPACING_MARK
        || type == Character.ENCLOSING_MARK
        || (codePoint >= 0x1160 && codePoint <= 0x11FF) // Hangul vowels and finals
        || codePoint == 0xFF9E
        || codePoint == 0xFF9F; // half-width Katakana voicing
  }

  private static final int DROPPED = -1;

  private static int unify(int codePoint) {
    return switch (codePoint) {
      case '`', 0xB4, 0x2018, 0x2019, 0x201A, 0x201B, 0x2032, 0x2B9, 0x2BB, 0x2BC, 0x2BD, 0xFF07 ->
          '\'';
      case 0x201C, 0x201D, 0x201E, 0x201F, 0x2033, 0xFF02 -> '"';
      case 0x2010, 0x2011, 0x2012, 0x2013, 0x2014, 0x2015, 0x2212 -> '-';
      case 0xAD, 0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF, 0xFE0E, 0xFE0F -> DROPPED;
      default -> codePoint;
    };
  }
}
