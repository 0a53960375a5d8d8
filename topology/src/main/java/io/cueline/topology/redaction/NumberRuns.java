package io.cueline.topology.redaction;

import io.cueline.topology.redaction.PersonalSpan.Kind;
import java.util.ArrayList;
import java.util.List;

/**
 * Digits that follow one another, in groups or spoken: what is long enough to identify somebody is
 * taken for an account, telephone, card or social security number, or a date.
 */
final class NumberRuns {

  /** Telephone numbers have 7 digits at least, account numbers 8. */
  private static final int SHORTEST_GROUPED = 7;

  private static final int SHORTEST = 8;

  /** An IBAN or customer number: letters and digits without a space. */
  private static final int SHORTEST_MIXED = 8;

  private final String text;
  private final List<Token> run = new ArrayList<>();
  private int digits;
  private int times = 1;

  private NumberRuns(String text) {
    this.text = text;
  }

  static void find(String text, List<Token> tokens, List<PersonalSpan> spans) {
    NumberRuns runs = new NumberRuns(text);
    for (Token token : tokens) {
      runs.take(token, spans);
    }
    runs.end(spans);
    mixed(tokens, spans);
  }

  private void take(Token token, List<PersonalSpan> spans) {
    if (token.digits() == 0 && token.times() == 1 && !extension(token)) {
      end(spans);
      return;
    }
    if (!run.isEmpty() && !joined(run.getLast(), token)) {
      end(spans);
    }
    if (token.digits() == 0 && run.isEmpty() && token.times() == 1) {
      return;
    }
    boolean unit = !run.isEmpty() && run.getLast().tens() && token.digits() == 1;
    digits += unit && !token.written() ? 0 : token.digits() * times;
    times = token.times();
    run.add(token);
  }

  /** The x in 555-1234x12. */
  private boolean extension(Token token) {
    return token.lower().equals("x") && !run.isEmpty() && run.getLast().end() == token.start();
  }

  /** Whether only what divides the groups of one number stands between. */
  private boolean joined(Token before, Token next) {
    int gap = next.start() - before.end();
    if (gap > 3) {
      return false;
    }
    for (int index = before.end(); index < next.start(); index++) {
      char character = text.charAt(index);
      boolean comma = character == ',' && gap > 1 && text.charAt(next.start() - 1) == ' ';
      if (" -.()/\n\u00A0\u2013".indexOf(character) < 0 && !comma) {
        return false;
      }
    }
    return true;
  }

  private void end(List<PersonalSpan> spans) {
    if (!run.isEmpty()) {
      judge(spans);
    }
    run.clear();
    digits = 0;
    times = 1;
  }

  private void judge(List<PersonalSpan> spans) {
    while (run.getLast().digits() == 0) {
      run.removeLast();
      if (run.isEmpty()) {
        return;
      }
    }
    List<Token> written = run.stream().filter(Token::written).toList();
    boolean figures = written.size() == run.size();
    if (figures && date()) {
      add(Kind.DATE_OF_BIRTH, spans);
    } else if (!amount() && digits >= (run.size() > 1 ? SHORTEST_GROUPED : SHORTEST)) {
      add(kind(figures), spans);
    }
  }

  private Kind kind(boolean figures) {
    if (figures && lengths(3, 2, 4)) {
      return Kind.SOCIAL_SECURITY;
    }
    if (figures && digits >= 12 && digits <= 19 && luhn()) {
      return Kind.CARD;
    }
    boolean plus = run.getFirst().start() > 0 && "+(".indexOf(before()) >= 0;
    return plus || (run.size() > 1 && digits <= 15) ? Kind.PHONE : Kind.ACCOUNT;
  }

  private char before() {
    return text.charAt(run.getFirst().start() - 1);
  }

  private void add(Kind kind, List<PersonalSpan> spans) {
    int start = run.getFirst().start();
    while (start > 0 && "+(".indexOf(text.charAt(start - 1)) >= 0) {
      start--;
    }
    spans.add(new PersonalSpan(kind, start, run.getLast().end()));
  }

  /** 250000.50: a sum, not two groups. */
  private boolean amount() {
    return run.size() == 2
        && run.getLast().start() - run.getFirst().end() == 1
        && text.charAt(run.getFirst().end()) == '.'
        && run.getLast().digits() <= 2;
  }

  /** 2/8/1935, 27.09.79, 1979-09-27. */
  private boolean date() {
    if (run.size() < 3 || separator(0) != separator(1) || "/.-".indexOf(separator(0)) < 0) {
      return false;
    }
    boolean dayFirst = part(0, 31) && part(1, 31) && yearLong(2);
    boolean yearFirst = run.get(0).digits() == 4 && part(1, 12) && part(2, 31);
    return (dayFirst || yearFirst) && (run.size() == 3 || separator(2) == ' ');
  }

  private boolean yearLong(int index) {
    return run.get(index).digits() == 4 || run.get(index).digits() == 2;
  }

  private boolean part(int index, int most) {
    Token token = run.get(index);
    return token.digits() <= 2
        && Integer.parseInt(token.lower()) >= 1
        && Integer.parseInt(token.lower()) <= most;
  }

  private char separator(int index) {
    int gap = run.get(index).end();
    return gap + 1 == run.get(index + 1).start() ? text.charAt(gap) : 0;
  }

  private boolean lengths(int... lengths) {
    if (run.size() != lengths.length) {
      return false;
    }
    for (int index = 0; index < lengths.length; index++) {
      if (run.get(index).digits() != lengths[index]) {
        return false;
      }
    }
    return true;
  }

  /** The check digit of card numbers (ISO/IEC 7812-1). */
  private boolean luhn() {
    int sum = 0;
    int place = 0;
    for (Token token : run.reversed()) {
      for (int index = token.lower().length() - 1; index >= 0; index--) {
        int digit = Character.digit(token.lower().charAt(index), 10);
        int weighed = place++ % 2 == 0 ? digit : digit * 2;
        sum += weighed > 9 ? weighed - 9 : weighed;
      }
    }
    return sum % 10 == 0;
  }

  private static void mixed(List<Token> tokens, List<PersonalSpan> spans) {
    int first = 0;
    while (first < tokens.size()) {
      int last = first;
      int written = tokens.get(first).written() ? tokens.get(first).digits() : 0;
      while (last + 1 < tokens.size() && tokens.get(last + 1).start() == tokens.get(last).end()) {
        last++;
        written += tokens.get(last).written() ? tokens.get(last).digits() : 0;
      }
      if (last > first && written >= SHORTEST_MIXED) {
        spans.add(
            new PersonalSpan(Kind.ACCOUNT, tokens.get(first).start(), tokens.get(last).end()));
      }
      first = last + 1;
    }
  }
}
