package io.cueline.topology.text;

import io.cueline.topology.text.NormalText.Edit;
import io.cueline.topology.text.NumberTokens.Token;
import io.cueline.topology.text.NumberWords.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Spoken numbers as digits. "Twelve hundred and fifty dollars" is {@code 1250 dollars} with its
 * unit as said, {@code $1,250} with a sign; "five point nine percent" is {@code 5.9 percent} or
 * {@code 5.9%}; digit by digit, "four one one" is {@code 411}. A lone "one" stays a word unless a
 * unit follows. Time is linear.
 */
final class SpokenNumbers {

  /**
   * A number found.
   *
   * @param end after the number itself
   * @param unitEnd after its unit, equal to {@code end} where it has none
   * @param digits as written without grouping
   * @param sign of its unit; empty where it has none
   * @param cents the unit goes on with cents, which {@code digits} holds behind the point
   */
  record Found(
      int start, int end, int unitEnd, String digits, String sign, boolean spoken, boolean cents) {}

  private static final Map<String, String> MONEY =
      Map.of("$", " dollars", "£", " pounds", "€", " euros");

  private SpokenNumbers() {}

  static List<Found> find(String text) {
    List<Token> tokens = NumberTokens.of(text);
    if (tokens.isEmpty()) {
      return List.of();
    }
    List<Found> found = new ArrayList<>();
    int index = 0;
    while (index < tokens.size()) {
      NumberGrammar grammar = new NumberGrammar(tokens, index);
      if (grammar.read()) {
        index = Math.max(index + 1, add(found, tokens, index, grammar));
      } else {
        index++;
      }
    }
    return found;
  }

  /** Adds the number read; returns the token to go on with. */
  private static int add(List<Found> found, List<Token> tokens, int first, NumberGrammar grammar) {
    int next = grammar.next();
    int start = tokens.get(first).start();
    int end = tokens.get(next - 1).end();
    boolean spoken = next > first + 1 || !tokens.get(first).written();
    String digits = grammar.digits();
    if (next == tokens.size() || !tokens.get(next).joined() || !tokens.get(next).is(Role.UNIT)) {
      if (!spoken || !digits.equals("1")) {
        found.add(new Found(start, end, end, digits, "", spoken, false));
      }
      return next;
    }
    Token unit = tokens.get(next);
    Cents cents =
        MONEY.containsKey(unit.sign()) && digits.indexOf('.') < 0 ? cents(tokens, next + 1) : null;
    found.add(
        cents == null
            ? new Found(start, end, unit.end(), digits, unit.sign(), spoken, false)
            : new Found(
                start, end, cents.end, digits + "." + cents.digits, unit.sign(), spoken, true));
    return cents == null ? next : cents.next;
  }

  private record Cents(String digits, int end, int next) {}

  /** "… and fifty cents" behind an amount. */
  private static @Nullable Cents cents(List<Token> tokens, int from) {
    int index =
        from < tokens.size() && tokens.get(from).joined() && tokens.get(from).is(Role.AND)
            ? from + 1
            : from;
    if (index >= tokens.size() || !tokens.get(index).joined()) {
      return null;
    }
    NumberGrammar grammar = new NumberGrammar(tokens, index);
    if (!grammar.read() || grammar.digits().length() > 2 || grammar.next() >= tokens.size()) {
      return null;
    }
    Token unit = tokens.get(grammar.next());
    if (!unit.joined() || !unit.sign().equals("c")) {
      return null;
    }
    String digits = grammar.digits();
    return new Cents(digits.length() == 1 ? "0" + digits : digits, unit.end(), grammar.next() + 1);
  }

  /** Numbers as digits, units as said: 5.9 percent, 1250 dollars. */
  static List<Edit> withWords(List<Found> numbers) {
    List<Edit> edits = new ArrayList<>();
    for (Found number : numbers) {
      if (number.spoken() && number.cents()) {
        String unit = MONEY.getOrDefault(number.sign(), "");
        edits.add(new Edit(number.start(), number.unitEnd(), number.digits() + unit));
      } else if (number.spoken()) {
        edits.add(new Edit(number.start(), number.end(), number.digits()));
      }
    }
    return edits;
  }

  /** Numbers with their signs, amounts in groups of three: 5.9%, $1,250.50. */
  static List<Edit> withSigns(String text, List<Found> numbers) {
    List<Edit> edits = new ArrayList<>();
    for (Found number : numbers) {
      String sign = number.sign();
      int start = number.start();
      String digits = number.digits();
      if (sign.isEmpty() || sign.equals("c")) {
        boolean price = start > 0 && "$£€".indexOf(text.charAt(start - 1)) >= 0;
        String written = price ? grouped(digits) : digits;
        if (number.spoken() || (price && !text.startsWith(written, start))) {
          edits.add(new Edit(start, number.end(), written));
        }
      } else if (sign.equals("%")) {
        edits.add(new Edit(start, number.unitEnd(), digits + "%"));
      } else if (start == 0 || "$£€".indexOf(text.charAt(start - 1)) < 0) {
        edits.add(new Edit(start, number.unitEnd(), sign + grouped(digits)));
      }
    }
    return edits;
  }

  private static String grouped(String digits) {
    int point = digits.indexOf('.');
    int whole = point < 0 ? digits.length() : point;
    StringBuilder text = new StringBuilder(digits);
    for (int index = whole - 3; index > 0; index -= 3) {
      text.insert(index, ',');
    }
    return text.toString();
  }
}
