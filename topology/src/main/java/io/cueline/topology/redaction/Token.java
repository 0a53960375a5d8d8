package io.cueline.topology.redaction;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * A word of a text, a run of digits, or an asterisk.
 *
 * @param lower lower case; digits as ASCII
 * @param digits how many digits it stands for, written or spoken; 0 for other words
 */
record Token(int start, int end, String lower, int digits) {

  static final Set<String> ONE =
      Set.of(
          "zero", "oh", "o", "nought", "one", "two", "three", "four", "five", "six", "seven",
          "eight", "nine");
  static final Set<String> TWO =
      Set.of(
          "ten",
          "eleven",
          "twelve",
          "thirteen",
          "fourteen",
          "fifteen",
          "sixteen",
          "seventeen",
          "eighteen",
          "nineteen",
          "twenty",
          "thirty",
          "forty",
          "fifty",
          "sixty",
          "seventy",
          "eighty",
          "ninety");
  static final Map<String, Integer> TIMES = Map.of("double", 2, "triple", 3, "treble", 3);

  static List<Token> of(String text) {
    List<Token> tokens = new ArrayList<>();
    int index = 0;
    while (index < text.length()) {
      int end = index + 1;
      char first = text.charAt(index);
      if (Character.isDigit(first)) {
        while (end < text.length() && Character.isDigit(text.charAt(end))) {
          end++;
        }
        tokens.add(new Token(index, end, ascii(text.substring(index, end)), end - index));
      } else if (Character.isLetter(first)) {
        while (end < text.length() && Character.isLetter(text.charAt(end))) {
          end++;
        }
        String lower = ascii(text.substring(index, end)).toLowerCase(Locale.ROOT);
        tokens.add(new Token(index, end, lower, spoken(lower)));
      } else if (first == '*') {
        // What has been masked divides what is around it.
        tokens.add(new Token(index, end, "*", 0));
      }
      index = end;
    }
    return tokens;
  }

  private static String ascii(String word) {
    return isAscii(word) || Normalizer.isNormalized(word, Normalizer.Form.NFKC)
        ? word
        : Normalizer.normalize(word, Normalizer.Form.NFKC);
  }

  /** Asked first: it is a hundred times as fast, and mostly so. */
  private static boolean isAscii(String word) {
    for (int index = 0; index < word.length(); index++) {
      if (word.charAt(index) > 127) {
        return false;
      }
    }
    return true;
  }

  private static int spoken(String word) {
    return ONE.contains(word) ? 1 : TWO.contains(word) ? 2 : 0;
  }

  boolean written() {
    return digits > 0 && Character.isDigit(lower.charAt(0));
  }

  /** "double" and "triple": how often the next digit is meant; 1 for other words. */
  int times() {
    return TIMES.getOrDefault(lower, 1);
  }

  /** Twenty, thirty …: what a digit after it belongs to. */
  boolean tens() {
    return digits == 2 && !written() && lower.endsWith("ty");
  }
}
