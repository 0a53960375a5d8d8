package io.cueline.topology.text;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The words that spoken numbers are made of. */
final class NumberWords {

  /** What a word does in a number. */
  enum Role {
    /** 0 to 9. */
    DIGIT,
    /** "oh": a zero, but only among digits. */
    OH,
    /** 10 to 19. */
    TEEN,
    /** 20, 30 … 90. */
    TENS,
    HUNDRED,
    /** Thousand, million, billion. */
    SCALE,
    POINT,
    AND,
    /** "a" hundred. */
    A,
    /** Half, quarter: what stands behind the point. */
    FRACTION,
    /** What the number counts. */
    UNIT
  }

  /**
   * @param value of DIGIT, TEEN, TENS, HUNDRED, SCALE
   * @param sign of UNIT: {@code %}, {@code $}, … or {@code c} for cents; of FRACTION the decimals
   */
  record Meaning(Role role, long value, String sign) {}

  private static final Words<Meaning> VOCABULARY = new Words<>(vocabulary());

  private NumberWords() {}

  /** Every word with its meaning. */
  static Map<String, Meaning> all() {
    return vocabulary();
  }

  static @Nullable Meaning of(String text, int from, int to) {
    return VOCABULARY.get(text, from, to);
  }

  private static Map<String, Meaning> vocabulary() {
    Map<String, Meaning> words = new HashMap<>();
    count(words, Role.DIGIT, 0, 1, "zero one two three four five six seven eight nine");
    count(
        words,
        Role.TEEN,
        10,
        1,
        "ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen");
    count(words, Role.TENS, 20, 10, "twenty thirty forty fifty sixty seventy eighty ninety");
    words.put("nought", new Meaning(Role.DIGIT, 0, ""));
    words.put("oh", new Meaning(Role.OH, 0, ""));
    words.put("o", new Meaning(Role.OH, 0, ""));
    words.put("hundred", new Meaning(Role.HUNDRED, 100, ""));
    words.put("thousand", new Meaning(Role.SCALE, 1_000, ""));
    words.put("million", new Meaning(Role.SCALE, 1_000_000, ""));
    words.put("billion", new Meaning(Role.SCALE, 1_000_000_000, ""));
    words.put("point", new Meaning(Role.POINT, 0, ""));
    words.put("and", new Meaning(Role.AND, 0, ""));
    words.put("a", new Meaning(Role.A, 1, ""));
    words.put("half", new Meaning(Role.FRACTION, 0, "5"));
    words.put("quarter", new Meaning(Role.FRACTION, 0, "25"));
    units(words, "%", "percent");
    units(words, "$", "dollar dollars buck bucks");
    units(words, "£", "pound pounds");
    units(words, "€", "euro euros");
    units(words, "c", "cent cents");
    units(words, "", "day days week weeks month months year years hour hours minute minutes");
    return words;
  }

  private static void count(
      Map<String, Meaning> words, Role role, long first, long step, String names) {
    long value = first;
    for (String name : names.split(" ", -1)) {
      words.put(name, new Meaning(role, value, ""));
      value += step;
    }
  }

  private static void units(Map<String, Meaning> words, String sign, String names) {
    for (String name : names.split(" ", -1)) {
      words.put(name, new Meaning(Role.UNIT, 0, sign));
    }
  }
}
