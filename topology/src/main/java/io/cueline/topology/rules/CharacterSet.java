package io.cueline.topology.rules;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * What one character of an expression stands for, among the characters below {@link #LIMIT}: those
 * of European alphabets. RE2/J is asked about each of them once, so that classes, escapes and the
 * ignoring of case mean what they mean to it. Immutable, thread-safe.
 */
final class CharacterSet {

  /** The first character that no set can tell anything about. */
  static final char LIMIT = 0x540;

  private static final String ALL =
      IntStream.range(0, LIMIT)
          .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
          .toString();

  /** Sets in use, by their source: ten thousand rules have a dozen. */
  private static final Cache<String, CharacterSet> KNOWN =
      Caffeine.newBuilder().weakValues().build();

  private final long[] bits = new long[LIMIT / Long.SIZE];

  /**
   * The set of a class, an escape or a character as written.
   *
   * @return null where this is no expression of exactly one character
   */
  static @Nullable CharacterSet of(String source) {
    return KNOWN.get(source, CharacterSet::asked);
  }

  private static @Nullable CharacterSet asked(String source) {
    CharacterSet set = new CharacterSet();
    try {
      Matcher matcher = Pattern.compile(source).matcher(ALL);
      while (matcher.find()) {
        if (matcher.end() != matcher.start() + 1) {
          return null;
        }
        set.add((char) matcher.start());
      }
      return set;
    } catch (PatternSyntaxException notOne) {
      return null;
    }
  }

  /** Whether sets can tell about all characters of a text. */
  static boolean knowsAll(String text) {
    for (int index = 0; index < text.length(); index++) {
      if (text.charAt(index) >= LIMIT) {
        return false;
      }
    }
    return true;
  }

  /** An empty set, to be filled by one thread. */
  CharacterSet() {}

  void add(char character) {
    bits[character >>> 6] |= 1L << character;
  }

  void addAll(CharacterSet other) {
    for (int index = 0; index < bits.length; index++) {
      bits[index] |= other.bits[index];
    }
  }

  /**
   * @param character below {@link #LIMIT}
   */
  boolean has(char character) {
    return (bits[character >>> 6] & (1L << character)) != 0;
  }
}
