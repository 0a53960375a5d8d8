package io.cueline.topology.redaction;

import io.cueline.topology.redaction.PersonalSpan.Kind;
import java.util.List;
import java.util.Set;

/**
 * Full dates around a month's name, "the twenty seventh of September nineteen seventy nine";
 * without a year only where a birth has been spoken of. Dates in figures are {@link NumberRuns}'.
 */
final class Dates {

  static final Set<String> MONTHS =
      Set.of(
          "january",
          "february",
          "march",
          "april",
          "may",
          "june",
          "july",
          "august",
          "september",
          "october",
          "november",
          "december",
          "jan",
          "feb",
          "mar",
          "apr",
          "jun",
          "jul",
          "aug",
          "sep",
          "sept",
          "oct",
          "nov",
          "dec");
  static final Set<String> ORDINALS =
      Set.of(
          "first",
          "second",
          "third",
          "fourth",
          "fifth",
          "sixth",
          "seventh",
          "eighth",
          "ninth",
          "tenth",
          "eleventh",
          "twelfth",
          "thirteenth",
          "fourteenth",
          "fifteenth",
          "sixteenth",
          "seventeenth",
          "eighteenth",
          "nineteenth",
          "twentieth",
          "thirtieth",
          "st",
          "nd",
          "rd",
          "th");
  private static final Set<String> BETWEEN = Set.of("the", "of", "in", "and", "day");
  private static final Set<String> YEARS = Set.of("thousand", "hundred", "nineteen", "twenty");
  static final Set<String> BIRTH = Set.of("birth", "born", "dob", "birthday", "birthdate");

  static final Set<String> MULTIPLES = Set.of("thousand", "hundred");

  /** Words that may stand between a birth and its date. */
  private static final Set<String> FILLERS =
      Set.of(
          "is", "it", "s", "its", "was", "on", "in", "the", "of", "my", "date", "year", "that",
          "would", "be", "i", "am", "a", "yes", "yeah", "okay", "so", "um", "uh", "er", "erm");

  /** What a recogniser makes of a pause, a slash or a zero in a date. */
  private static final Set<String> WITHIN = Set.of("to", "or", "slash", "dash", "um", "uh", "er");

  private static final int FARTHEST = 7;

  private Dates() {}

  static void find(List<Token> tokens, List<PersonalSpan> spans) {
    boolean birth = false;
    for (int index = 0; index < tokens.size(); index++) {
      String word = tokens.get(index).lower();
      birth |= BIRTH.contains(word);
      if (MONTHS.contains(word)) {
        around(tokens, index, birth, spans);
      } else if (word.equals("of") && index > 0) {
        numbered(tokens, index, spans);
      } else if (BIRTH.contains(word)) {
        announced(tokens, index, spans);
      }
    }
  }

  /** "The 18th of the 7th 1936": a month said by its number. */
  private static void numbered(List<Token> tokens, int of, List<PersonalSpan> spans) {
    Token day = tokens.get(of - 1);
    boolean ordinal = ORDINALS.contains(day.lower());
    if (!ordinal && !(day.written() && day.digits() <= 2)) {
      return;
    }
    int month =
        of + 1 < tokens.size() && tokens.get(of + 1).lower().equals("the") ? of + 2 : of + 1;
    int behind = behindOrdinal(tokens, month);
    int last = behind < 0 ? -1 : lastOfYear(tokens, behind);
    if (last >= 0) {
      boolean longer = ordinal && of > 1 && tokens.get(of - 2).digits() > 0;
      Token first = longer ? tokens.get(of - 2) : day;
      spans.add(new PersonalSpan(Kind.DATE_OF_BIRTH, first.start(), tokens.get(last).end()));
    }
  }

  private static int behindOrdinal(List<Token> tokens, int at) {
    if (at < tokens.size() && ORDINALS.contains(tokens.get(at).lower())) {
      return at + 1;
    }
    boolean two =
        at + 1 < tokens.size()
            && tokens.get(at).digits() > 0
            && tokens.get(at).digits() <= 2
            && ORDINALS.contains(tokens.get(at + 1).lower());
    return two ? at + 2 : -1;
  }

  private static int lastOfYear(List<Token> tokens, int from) {
    int last = -1;
    int digits = 0;
    for (int at = from; at < tokens.size() && at - from < FARTHEST && belongs(tokens, at); at++) {
      if (number(tokens.get(at))) {
        last = at;
        digits += tokens.get(at).digits();
      }
    }
    return digits >= 2 ? last : -1;
  }

  /** Whatever numbers come right behind a birth. */
  private static void announced(List<Token> tokens, int birth, List<PersonalSpan> spans) {
    int at = birth + 1;
    while (at < tokens.size() && at - birth <= FARTHEST && filler(tokens.get(at))) {
      at++;
    }
    int first = at;
    int last = -1;
    int digits = 0;
    while (at < tokens.size() && at - first <= FARTHEST && ofDate(tokens, at)) {
      if (number(tokens.get(at)) || MONTHS.contains(tokens.get(at).lower())) {
        last = at;
        digits += Math.max(1, tokens.get(at).digits());
      }
      at++;
    }
    if (digits >= 2) {
      spans.add(
          new PersonalSpan(Kind.DATE_OF_BIRTH, tokens.get(first).start(), tokens.get(last).end()));
    }
  }

  private static boolean filler(Token token) {
    return FILLERS.contains(token.lower()) && token.digits() == 0;
  }

  private static boolean ofDate(List<Token> tokens, int at) {
    String word = tokens.get(at).lower();
    return belongs(tokens, at) || MONTHS.contains(word) || WITHIN.contains(word);
  }

  private static void around(
      List<Token> tokens, int month, boolean birth, List<PersonalSpan> spans) {
    int first = month;
    int numbers = 0;
    for (int at = month - 1; at >= 0 && month - at <= FARTHEST && belongs(tokens, at); at--) {
      if (number(tokens.get(at))) {
        first = at;
        numbers++;
      }
    }
    int last = month;
    boolean year = false;
    int behind = 0;
    for (int at = month + 1;
        at < tokens.size() && at - month <= FARTHEST && belongs(tokens, at);
        at++) {
      Token token = tokens.get(at);
      if (number(token)) {
        last = at;
        behind++;
        year |= token.written() && token.digits() == 4;
        // "May twenty" is a day; a year needs a word more.
        year |= YEARS.contains(token.lower()) && (behind > 1 || numbers > 0);
        year |= token.digits() == 2 && behind > 1;
      }
    }
    if (numbers + behind > 0 && (year || birth)) {
      spans.add(
          new PersonalSpan(Kind.DATE_OF_BIRTH, tokens.get(first).start(), tokens.get(last).end()));
    }
  }

  private static boolean belongs(List<Token> tokens, int at) {
    return number(tokens.get(at)) || BETWEEN.contains(tokens.get(at).lower());
  }

  private static boolean number(Token token) {
    return (token.written() && token.digits() <= 4)
        || (!token.written() && token.digits() > 0)
        || ORDINALS.contains(token.lower())
        || MULTIPLES.contains(token.lower());
  }
}
