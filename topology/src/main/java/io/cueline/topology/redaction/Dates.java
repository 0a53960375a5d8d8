package io.cueline.topology.redaction;

import io.cueline.topology.redaction.PersonalSpan.Kind;
import java.util.List;
import java.util.Set;

/**
 * Full dates around a month's name, "the twenty seventh of September nineteen seventy nine";
 * without a year only where a birth has been spoken of. Dates in figures are {@link NumberRuns}'.
 */
final class Dates {

  private static final Set<String> MONTHS =
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
  private static final Set<String> ORDINALS =
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
  private static final Set<String> BIRTH = Set.of("birth", "born", "dob", "birthday", "birthdate");
  private static final int FARTHEST = 7;

  private Dates() {}

  static void find(List<Token> tokens, List<PersonalSpan> spans) {
    boolean birth = false;
    for (int index = 0; index < tokens.size(); index++) {
      String word = tokens.get(index).lower();
      birth |= BIRTH.contains(word);
      if (MONTHS.contains(word)) {
        around(tokens, index, birth, spans);
      }
    }
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
        || token.lower().equals("thousand")
        || token.lower().equals("hundred");
  }
}
