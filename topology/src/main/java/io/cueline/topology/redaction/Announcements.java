package io.cueline.topology.redaction;

import io.cueline.topology.redaction.PersonalSpan.Kind;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Words that say what the number behind them is: "my policy number is …". A number so announced is
 * masked though it is short, and called what it was announced as.
 */
final class Announcements {

  private static final Map<String, Kind> KINDS =
      Map.ofEntries(
          Map.entry("ssn", Kind.SOCIAL_SECURITY),
          Map.entry("social", Kind.SOCIAL_SECURITY),
          Map.entry("account", Kind.ACCOUNT),
          Map.entry("acct", Kind.ACCOUNT),
          Map.entry("iban", Kind.ACCOUNT),
          Map.entry("routing", Kind.ACCOUNT),
          Map.entry("sort", Kind.ACCOUNT),
          Map.entry("policy", Kind.ACCOUNT),
          Map.entry("member", Kind.ACCOUNT),
          Map.entry("membership", Kind.ACCOUNT),
          Map.entry("customer", Kind.ACCOUNT),
          Map.entry("passport", Kind.ACCOUNT),
          Map.entry("license", Kind.ACCOUNT),
          Map.entry("licence", Kind.ACCOUNT),
          Map.entry("phone", Kind.PHONE),
          Map.entry("telephone", Kind.PHONE),
          Map.entry("tel", Kind.PHONE),
          Map.entry("landline", Kind.PHONE),
          Map.entry("mobile", Kind.PHONE),
          Map.entry("cell", Kind.PHONE),
          Map.entry("cellphone", Kind.PHONE),
          Map.entry("fax", Kind.PHONE),
          Map.entry("desk", Kind.PHONE),
          Map.entry("call", Kind.PHONE),
          Map.entry("calling", Kind.PHONE),
          Map.entry("dial", Kind.PHONE),
          Map.entry("ring", Kind.PHONE),
          Map.entry("reach", Kind.PHONE),
          Map.entry("text", Kind.PHONE));

  /** Words that may stand between the announcement and the number. */
  private static final Set<String> BETWEEN =
      Set.of(
          "number",
          "numbers",
          "no",
          "code",
          "id",
          "security",
          "is",
          "it",
          "s",
          "its",
          "that",
          "was",
          "of",
          "my",
          "your",
          "our",
          "his",
          "her",
          "their",
          "the",
          "me",
          "us",
          "him",
          "them",
          "at",
          "on",
          "back",
          "ending",
          "ends",
          "last",
          "four",
          "digits",
          "please",
          "okay",
          "so",
          "um",
          "uh",
          "er",
          "erm",
          "ah",
          "yes",
          "yeah");

  private static final Set<String> WHOSE = Set.of("my", "the", "our", "his", "her", "their");

  private static final int FARTHEST = 8;

  private Announcements() {}

  /** What the number that begins with this token is said to be. */
  static Optional<Kind> before(List<Token> tokens, int first) {
    for (int at = first - 1; at >= 0 && first - at <= FARTHEST; at--) {
      String word = tokens.get(at).lower();
      Kind kind = KINDS.get(word);
      if (kind != null) {
        return Optional.of(kind);
      }
      if (at > 1 && word.equals("n") && isS(tokens.get(at - 1)) && isS(tokens.get(at - 2))) {
        return Optional.of(Kind.SOCIAL_SECURITY);
      }
      if (!BETWEEN.contains(word)) {
        return Optional.empty();
      }
    }
    return Optional.empty();
  }

  private static boolean isS(Token token) {
    return token.lower().equals("s");
  }

  /** What the number that ends with this token is said to have been: "… is my mobile". */
  static Optional<Kind> behind(List<Token> tokens, int last) {
    boolean said =
        last + 3 < tokens.size()
            && tokens.get(last + 1).lower().equals("is")
            && WHOSE.contains(tokens.get(last + 2).lower());
    return said ? Optional.ofNullable(KINDS.get(tokens.get(last + 3).lower())) : Optional.empty();
  }

  /** How many digits a number so announced has at least; fewer are a count or a part of a date. */
  static int fewestDigits(Kind announced) {
    return switch (announced) {
      // Its last four digits are what callers are asked for.
      case SOCIAL_SECURITY -> 4;
      case ACCOUNT -> 5;
      case PHONE -> 7;
      case CARD, DATE_OF_BIRTH, EMAIL, INTERNET_ADDRESS -> Integer.MAX_VALUE;
    };
  }
}
