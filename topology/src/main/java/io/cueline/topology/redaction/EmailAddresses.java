package io.cueline.topology.redaction;

import io.cueline.topology.redaction.PersonalSpan.Kind;
import java.util.List;
import java.util.Set;

/** E-mail addresses, written, or spoken: "john dot smith at example dot com". */
final class EmailAddresses {

  private static final Set<String> ENDINGS =
      Set.of(
          "com", "net", "org", "edu", "gov", "io", "co", "uk", "de", "fr", "us", "info", "me", "ca",
          "au", "nl", "es", "se", "ch", "ie", "nz", "eu", "biz");

  /** Without it, or a sign, nothing is an address. */
  static final String DOT = "dot";

  private static final Set<String> JOINTS = Set.of(DOT, "underscore", "dash", "hyphen", "point");
  private static final int FARTHEST = 12;

  private EmailAddresses() {}

  static void find(String text, List<Token> tokens, List<PersonalSpan> spans) {
    int floor = 0;
    int at = text.indexOf('@');
    while (at >= 0) {
      int start = at;
      while (start > floor && local(text.charAt(start - 1))) {
        start--;
      }
      int end = at + 1;
      while (end < text.length() && domain(text.charAt(end))) {
        end++;
      }
      while (end > at + 1 && !Character.isLetterOrDigit(text.charAt(end - 1))) {
        end--;
      }
      if (start < at && end > at + 1) {
        spans.add(new PersonalSpan(Kind.EMAIL, start, end));
        floor = end;
      }
      at = text.indexOf('@', at + 1);
    }
    for (int index = 1; index < tokens.size(); index++) {
      if (tokens.get(index).lower().equals("at")) {
        spoken(tokens, index, spans);
      }
    }
  }

  private static void spoken(List<Token> tokens, int at, List<PersonalSpan> spans) {
    int last = Math.min(tokens.size() - 1, at + FARTHEST);
    int end = -1;
    for (int index = at + 2; index < last; index++) {
      if (tokens.get(index).lower().equals(DOT)
          && ENDINGS.contains(tokens.get(index + 1).lower())) {
        end = index + 1;
      }
    }
    if (end < 0) {
      return;
    }
    int first = at - 1;
    // Before "at": a name, its parts joined by spoken punctuation, or spelt and counted out.
    while (first > 0 && at - first < FARTHEST && joins(tokens, first)) {
      first--;
    }
    spans.add(new PersonalSpan(Kind.EMAIL, tokens.get(first).start(), tokens.get(end).end()));
  }

  private static boolean joins(List<Token> tokens, int index) {
    Token token = tokens.get(index);
    Token before = tokens.get(index - 1);
    return JOINTS.contains(before.lower())
        || JOINTS.contains(token.lower())
        || (token.lower().length() == 1 && before.lower().length() == 1)
        || token.digits() > 0;
  }

  private static boolean local(char character) {
    return Character.isLetterOrDigit(character) || "._%+-'!#$&/=?^`{|}~".indexOf(character) >= 0;
  }

  private static boolean domain(char character) {
    return Character.isLetterOrDigit(character) || character == '.' || character == '-';
  }
}
