package io.cueline.topology.redaction;

import io.cueline.topology.redaction.PersonalSpan.Kind;
import java.util.List;
import java.util.Set;

/**
 * E-mail addresses, written, or spoken: "john dot smith at example dot com", or what a recogniser
 * makes of that: "john.smith at example.com".
 */
final class EmailAddresses {

  private static final Set<String> ENDINGS =
      Set.of(
          "com", "net", "org", "edu", "gov", "io", "co", "uk", "de", "fr", "us", "info", "me", "ca",
          "au", "nl", "es", "se", "ch", "ie", "nz", "eu", "biz");

  /** Without it, or a sign, nothing is an address. */
  static final String DOT = "dot";

  static final String AT = "at";

  private static final Set<String> JOINTS =
      Set.of(DOT, "underscore", "dash", "hyphen", "point", "plus");

  /** Signs that join the parts of an address's name. */
  private static final String SIGNS = "._-+";

  /** Where nobody goes but letters: "look at example.com" is no address, "ann at gmail.com" is. */
  private static final Set<String> HOSTS =
      Set.of(
          "gmail",
          "googlemail",
          "yahoo",
          "hotmail",
          "outlook",
          "live",
          "msn",
          "aol",
          "icloud",
          "protonmail",
          "gmx");

  /** Words before a name that is said in full, and those that say what it is the name of. */
  private static final Set<String> LEADS = Set.of("is", "s", "to", AT, "email", "mail", "address");

  private static final Set<String> MAIL = Set.of("email", "mail", "address");

  /** First name, middle name, last name. */
  private static final int MOST_NAMES = 3;

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
      if (tokens.get(index).lower().equals(AT)) {
        int last = Math.max(spokenDomain(tokens, index), writtenDomain(text, tokens, index));
        if (last >= 0) {
          boolean counted = tokens.get(nameEnd(tokens, index)).digits() > 0;
          int first = named(tokens, firstOfName(text, tokens, index), counted);
          spans.add(
              new PersonalSpan(Kind.EMAIL, tokens.get(first).start(), tokens.get(last).end()));
        }
      }
    }
  }

  /** The last token of "example dot com" somewhere behind the at, or -1. */
  private static int spokenDomain(List<Token> tokens, int at) {
    int last = Math.min(tokens.size() - 1, at + FARTHEST);
    int end = -1;
    for (int index = at + 2; index < last; index++) {
      if (tokens.get(index).lower().equals(DOT)
          && ENDINGS.contains(tokens.get(index + 1).lower())) {
        end = index + 1;
      }
    }
    return end;
  }

  /** The last token of "example.com" right behind the at of an address, or -1. */
  private static int writtenDomain(String text, List<Token> tokens, int at) {
    int last = at + 1;
    while (last < tokens.size() && isNoise(tokens.get(last))) {
      last++;
    }
    int host = last;
    while (last + 1 < tokens.size()
        && last - host < FARTHEST
        && joinedBy(text, tokens, last, ".-")) {
      last++;
    }
    if (last == host || !ENDINGS.contains(tokens.get(last).lower())) {
      return -1;
    }
    int name = nameEnd(tokens, at);
    boolean signed =
        name > 0
            && (joinedBy(text, tokens, name - 1, SIGNS)
                || JOINTS.contains(tokens.get(name - 1).lower()));
    boolean counted = tokens.get(name).digits() > 0;
    return signed || counted || HOSTS.contains(tokens.get(host).lower()) ? last : -1;
  }

  /** The last token of the name before the at. */
  private static int nameEnd(List<Token> tokens, int at) {
    int name = at - 1;
    while (name > 0 && isNoise(tokens.get(name))) {
      name--;
    }
    return name;
  }

  /** Before the at: a name, its parts joined by spoken punctuation, or spelt and counted out. */
  private static int firstOfName(String text, List<Token> tokens, int at) {
    int first = nameEnd(tokens, at);
    while (first > 0 && at - first < FARTHEST) {
      int before = first - 1;
      while (before > 0 && isNoise(tokens.get(before))) {
        before--;
      }
      if (!joins(text, tokens, before, first)) {
        return first;
      }
      first = before;
    }
    return first;
  }

  private static boolean joins(String text, List<Token> tokens, int before, int index) {
    Token token = tokens.get(index);
    Token former = tokens.get(before);
    return JOINTS.contains(former.lower())
        || JOINTS.contains(token.lower())
        || (token.lower().length() == 1 && former.lower().length() == 1)
        || token.digits() > 0
        || (before + 1 == index && joinedBy(text, tokens, before, SIGNS));
  }

  /** Whether one of these signs, or nothing, is all that stands between a token and the next. */
  private static boolean joinedBy(String text, List<Token> tokens, int index, String signs) {
    int end = tokens.get(index).end();
    int gap = tokens.get(index + 1).start() - end;
    return gap == 0 || (gap == 1 && signs.indexOf(text.charAt(end)) >= 0);
  }

  /**
   * "My e-mail is ann mary smith at …": all of what is said to be the address.
   *
   * @param counted the name ends in a number, which no other words before an "at" do
   */
  private static int named(List<Token> tokens, int first, boolean counted) {
    int lead = first - 1;
    while (lead >= 0 && first - lead <= MOST_NAMES && !LEADS.contains(tokens.get(lead).lower())) {
      lead--;
    }
    if (lead < 0 || !LEADS.contains(tokens.get(lead).lower())) {
      return first;
    }
    if (counted) {
      return lead + 1;
    }
    for (int index = lead; index >= 0 && lead - index < FARTHEST; index--) {
      if (MAIL.contains(tokens.get(index).lower())) {
        return lead + 1;
      }
    }
    return first;
  }

  private static boolean isNoise(Token token) {
    return NumberRuns.NOISES.contains(token.lower());
  }

  private static boolean local(char character) {
    return Character.isLetterOrDigit(character) || "._%+-'!#$&/=?^`{|}~".indexOf(character) >= 0;
  }

  private static boolean domain(char character) {
    return Character.isLetterOrDigit(character) || character == '.' || character == '-';
  }
}
