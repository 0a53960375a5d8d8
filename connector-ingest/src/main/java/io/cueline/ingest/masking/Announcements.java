package io.cueline.ingest.masking;

import java.util.List;
import java.util.Map;
import java.util.Set;

/** Words after which a security code or PIN comes. */
final class Announcements {

  /** By their first word; each the words that must follow it. */
  private static final Map<String, List<List<String>>> PHRASES =
      Map.ofEntries(
          Map.entry("cvv", List.of(List.of())),
          Map.entry("cvv2", List.of(List.of())),
          Map.entry("cvc", List.of(List.of())),
          Map.entry("cvc2", List.of(List.of())),
          Map.entry("cvn", List.of(List.of())),
          Map.entry("csc", List.of(List.of())),
          Map.entry("pin", List.of(List.of())),
          Map.entry("pins", List.of(List.of())),
          Map.entry("passcode", List.of(List.of())),
          Map.entry("pincode", List.of(List.of())),
          Map.entry("c", List.of(List.of("v", "v"), List.of("v", "c"))),
          Map.entry("p", List.of(List.of("i", "n"))),
          Map.entry("security", List.of(List.of("code"), List.of("number"), List.of("digits"))),
          Map.entry("verification", List.of(List.of("code"), List.of("value"), List.of("number"))),
          Map.entry("digits", List.of(List.of("on", "the", "back"))),
          Map.entry("numbers", List.of(List.of("on", "the", "back"))),
          Map.entry("number", List.of(List.of("on", "the", "back"))));

  /** Words that may stand between the announcement and the digits. */
  private static final Set<String> BETWEEN =
      Set.of(
          "is", "it's", "its", "it", "the", "my", "your", "his", "her", "our", "number", "code",
          "was", "that's", "that", "would", "be", "are", "so", "okay", "ok", "yeah", "yes", "sure",
          "of", "on", "back", "card", "for", "this", "a", "an", "digit", "digits", "please", "hmm",
          "like", "and", "well", "set", "to", "which", "here", "um", "uh", "er", "erm", "ah", "i",
          "think", "as", "right", "you", "know", "i'm", "mean", "just", "one", "new", "old",
          "then");

  private Announcements() {}

  static boolean mayStandBetween(String word) {
    return BETWEEN.contains(word);
  }

  /** How many tokens from here on announce a code, 0 if they do not. */
  static int at(List<Token> tokens, int first) {
    if (!(tokens.get(first) instanceof Token.Word word)) {
      return 0;
    }
    for (List<String> rest : PHRASES.getOrDefault(word.lower(), List.of())) {
      if (follows(tokens, first + 1, rest)) {
        return 1 + rest.size();
      }
    }
    return 0;
  }

  private static boolean follows(List<Token> tokens, int from, List<String> words) {
    for (int each = 0; each < words.size(); each++) {
      int at = from + each;
      boolean same =
          at < tokens.size()
              && tokens.get(at) instanceof Token.Word word
              && word.lower().equals(words.get(each));
      if (!same) {
        return false;
      }
    }
    return true;
  }
}
