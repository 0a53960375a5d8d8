package io.cueline.ingest.masking;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** English words for digits, as people read numbers out. */
final class NumberWords {

  /** Words that say two digits: eleven to nineteen. */
  private static final Map<String, String> TEENS =
      Map.of(
          "ten", "10",
          "eleven", "11",
          "twelve", "12",
          "thirteen", "13",
          "fourteen", "14",
          "fifteen", "15",
          "sixteen", "16",
          "seventeen", "17",
          "eighteen", "18",
          "nineteen", "19");

  /** The first digit of words that a unit may follow: forty-two. */
  private static final Map<String, String> TENS =
      Map.of(
          "twenty", "2",
          "thirty", "3",
          "forty", "4",
          "fourty", "4",
          "fifty", "5",
          "sixty", "6",
          "seventy", "7",
          "eighty", "8",
          "ninety", "9");

  private static final Map<String, Integer> TIMES =
      Map.of("double", 2, "triple", 3, "treble", 3, "quadruple", 4);

  private static final Map<String, String> UNITS = units();

  /** Between digits without ending them: noises, and what is said for the sign between groups. */
  private static final Set<String> NOISES =
      Set.of("um", "uh", "er", "erm", "ah", "umm", "uhm", "dash", "hyphen");

  private NumberWords() {}

  private static Map<String, String> units() {
    Map<String, String> units = new HashMap<>();
    String[] words = {
      "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"
    };
    for (int digit = 0; digit < words.length; digit++) {
      units.put(words[digit], Integer.toString(digit));
    }
    units.put("oh", "0");
    units.put("o", "0");
    units.put("nought", "0");
    units.put("naught", "0");
    units.put("nil", "0");
    return Map.copyOf(units);
  }

  /** Every word that does not end a number, with the most digits that it may stand for. */
  static Map<String, Integer> mostDigits() {
    Map<String, Integer> most = new HashMap<>(TIMES);
    UNITS.keySet().forEach(word -> most.put(word, 1));
    TEENS.keySet().forEach(word -> most.put(word, 2));
    TENS.keySet().forEach(word -> most.put(word, 2));
    NOISES.forEach(word -> most.put(word, 0));
    return most;
  }

  /** A single digit, or empty. */
  static String unit(String word) {
    return UNITS.getOrDefault(word, "");
  }

  /** Two digits of one word, or empty. */
  static String teen(String word) {
    return TEENS.getOrDefault(word, "");
  }

  /** The first digit of a word for tens, or empty. */
  static String tens(String word) {
    return TENS.getOrDefault(word, "");
  }

  /** How many times the next digit is meant, or 0. */
  static int times(String word) {
    return TIMES.getOrDefault(word, 0);
  }

  static boolean isNoise(String word) {
    return NOISES.contains(word);
  }
}
