package io.cueline.topology.redaction;

import io.cueline.topology.redaction.PersonalSpan.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

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

  /** A telephone number in two groups ends in four digits at least. */
  private static final int SHORTEST_LAST_GROUP = 4;

  /** The number of a house with what stands before it. */
  private static final int LONGEST_OF_ADDRESS = 9;

  /** Noises in the middle of a number. */
  static final Set<String> NOISES = Set.of("um", "umm", "uh", "uhm", "er", "erm", "ah");

  /** What is said for the sign between two groups. */
  private static final Set<String> DASHES = Set.of("dash", "hyphen");

  private static final Set<String> EXTENSIONS = Set.of("ext", "extension");

  /** As few other numbers have, when said or written digit by digit. */
  private static final int OF_SOCIAL_SECURITY = 9;

  private final String text;
  private final List<Token> tokens;
  private final List<Token> run = new ArrayList<>();
  private int firstOfRun;
  private int lastOfRun;

  /** Where the run ends as of now, with the noises behind its last digit. */
  private int reached;

  private int digits;
  private int times = 1;

  private NumberRuns(String text, List<Token> tokens) {
    this.text = text;
    this.tokens = tokens;
  }

  static void find(String text, List<Token> tokens, List<PersonalSpan> spans) {
    NumberRuns runs = new NumberRuns(text, tokens);
    for (int index = 0; index < tokens.size(); index++) {
      runs.take(index, spans);
    }
    runs.end(spans);
    mixed(tokens, spans);
  }

  private void take(int index, List<PersonalSpan> spans) {
    Token token = tokens.get(index);
    if (!run.isEmpty() && divides(token) && joined(token)) {
      reached = token.end();
      return;
    }
    if (token.digits() == 0 && token.times() == 1 && !extension(token)) {
      end(spans);
      return;
    }
    if (!run.isEmpty() && !joined(token)) {
      end(spans);
    }
    if (token.digits() == 0 && run.isEmpty() && token.times() == 1) {
      return;
    }
    boolean unit = !run.isEmpty() && run.getLast().tens() && token.digits() == 1;
    digits += unit && !token.written() ? 0 : token.digits() * times;
    times = token.times();
    if (run.isEmpty()) {
      firstOfRun = index;
    }
    run.add(token);
    lastOfRun = index;
    reached = token.end();
  }

  private static boolean divides(Token token) {
    return NOISES.contains(token.lower()) || DASHES.contains(token.lower());
  }

  /** The x in 555-1234x12, or its ext; between fewer digits it multiplies. */
  private boolean extension(Token token) {
    if (digits < SHORTEST_GROUPED || run.isEmpty()) {
      return false;
    }
    return token.lower().equals("x")
        ? run.getLast().end() == token.start()
        : EXTENSIONS.contains(token.lower()) && joined(token);
  }

  /** Whether only what divides the groups of one number stands between it and the run. */
  private boolean joined(Token next) {
    int gap = next.start() - reached;
    if (gap > 3) {
      return false;
    }
    for (int index = reached; index < next.start(); index++) {
      char character = text.charAt(index);
      boolean comma = character == ',' && gap > 1 && text.charAt(next.start() - 1) == ' ';
      if (" -.()/\u00A0\u2013".indexOf(character) < 0 && !comma) {
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
    boolean figures = run.stream().allMatch(Token::written);
    Optional<Kind> announced =
        ofMoney() ? Optional.empty() : Announcements.before(tokens, firstOfRun);
    if (figures && date()) {
      add(Kind.DATE_OF_BIRTH, spans);
    } else if (!amount() && identifies(figures, announced)) {
      add(kind(figures, announced), spans);
    }
  }

  /** Whether it is long enough, or was said to be something that need not be longer. */
  private boolean identifies(boolean figures, Optional<Kind> announced) {
    if (announced.isPresent()) {
      return digits >= Announcements.fewestDigits(announced.get());
    }
    int fewest = run.size() > 1 ? SHORTEST_GROUPED : SHORTEST;
    return digits >= fewest && !(figures && (ofAnAddress() || years() || decimal()));
  }

  /** 5166.2011 is one number; 555.1234 may be a telephone's. */
  private boolean decimal() {
    return run.size() == 2
        && separator(0) == '.'
        && !(run.getFirst().digits() == 3 && run.getLast().digits() == 4);
  }

  /** 2019, 2020, 2021. */
  private boolean years() {
    return run.stream().allMatch(each -> each.digits() == 4 && isYear(each))
        && run.stream().limit(run.size() - 1L).allMatch(each -> text.charAt(each.end()) == ',');
  }

  private static boolean isYear(Token token) {
    return token.lower().startsWith("19") || token.lower().startsWith("20");
  }

  /** 17031 2202 Rissik Street, or a postcode in two parts. */
  private boolean ofAnAddress() {
    // An account's number may be said in two groups as well, but is longer.
    if (run.size() != 2 || plus() || digits > LONGEST_OF_ADDRESS) {
      return false;
    }
    if (run.stream().anyMatch(each -> each.digits() >= SHORTEST)) {
      return false;
    }
    int end = run.getLast().end();
    boolean beforeName =
        end + 2 < text.length()
            && text.charAt(end) == ' '
            && Character.isUpperCase(text.charAt(end + 1))
            && Character.isLowerCase(text.charAt(end + 2));
    return beforeName || (digits < SHORTEST && shortLastGroup());
  }

  private boolean shortLastGroup() {
    return run.size() == 2 && run.getLast().digits() < SHORTEST_LAST_GROUP;
  }

  private Kind kind(boolean figures, Optional<Kind> announced) {
    if (figures && lengths(3, 2, 4)) {
      return Kind.SOCIAL_SECURITY;
    }
    if (figures && digits >= 12 && digits <= 19 && grouped() && luhn()) {
      return Kind.CARD;
    }
    if (figures && internet()) {
      return Kind.INTERNET_ADDRESS;
    }
    Optional<Kind> named = announced.or(() -> Announcements.behind(tokens, lastOfRun));
    if (named.isEmpty() && digits == OF_SOCIAL_SECURITY && digitByDigit() && !plus()) {
      return Kind.SOCIAL_SECURITY;
    }
    return named.orElse(plus() || (run.size() > 1 && digits <= 15) ? Kind.PHONE : Kind.ACCOUNT);
  }

  private boolean digitByDigit() {
    return run.stream().allMatch(each -> !each.written() || each.digits() == 1);
  }

  private boolean plus() {
    return run.getFirst().start() > 0 && "+(".indexOf(before()) >= 0;
  }

  /** As cards are: together, or groups of four or more but for the last. */
  private boolean grouped() {
    return !plus() && run.stream().limit(run.size() - 1L).allMatch(each -> each.digits() >= 4);
  }

  /** 179.177.214.91; four pairs of digits are a telephone number. */
  private boolean internet() {
    return run.size() == 4
        && separator(0) == '.'
        && separator(1) == '.'
        && separator(2) == '.'
        && run.stream().allMatch(each -> each.digits() <= 3)
        && run.stream().anyMatch(each -> each.digits() != 2);
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

  private boolean ofMoney() {
    return run.getFirst().start() > 0 && "$\u20AC\u00A3".indexOf(before()) >= 0;
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
      while (last + 1 < tokens.size()
          && tokens.get(last + 1).start() == tokens.get(last).end()
          && !masked(tokens.get(last))
          && !masked(tokens.get(last + 1))) {
        last++;
        written += tokens.get(last).written() ? tokens.get(last).digits() : 0;
      }
      boolean product = last == first + 2 && tokens.get(first + 1).lower().equals("x");
      if (last > first && written >= SHORTEST_MIXED && !product) {
        spans.add(
            new PersonalSpan(Kind.ACCOUNT, tokens.get(first).start(), tokens.get(last).end()));
      }
      first = last + 1;
    }
  }

  /** What has been masked divides what is around it. */
  private static boolean masked(Token token) {
    return token.lower().equals("*");
  }
}
