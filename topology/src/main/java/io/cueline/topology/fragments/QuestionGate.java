package io.cueline.topology.fragments;

import io.cueline.schemas.Speaker;
import io.cueline.topology.text.WordHash;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A cheap test whether anything is being asked, before anything is looked up: a question mark,
 * words in the order of a question, a wish, a trouble told. It looks for phrases only, in one pass
 * that makes no objects, as most of what is said asks nothing; it would rather let chatter pass
 * than stop a question, as ranking follows. An agent's words ask only where the agent says that
 * they look something up. Pure, thread-safe.
 */
public final class QuestionGate {

  private static final WordHash CUSTOMER_ASKS = set(customerPhrases());

  private static final WordHash AGENT_LOOKS_UP =
      set(
          phrases(
              List.of("let me", "ill", "i will", "i can", "i need to", "going to", "lemme"),
              List.of("check", "look", "find", "verify")));

  private QuestionGate() {}

  public static boolean asks(Speaker speaker, String text) {
    return switch (speaker) {
      case CUSTOMER, UNKNOWN -> text.indexOf('?') >= 0 || holds(text, CUSTOMER_ASKS);
      case AGENT -> holds(text, AGENT_LOOKS_UP);
    };
  }

  /** Looks at the phrases of one to four words that end with each word. */
  private static boolean holds(String text, WordHash phrases) {
    long one = 0;
    long two = 0;
    long three = 0;
    int words = 0;
    int index = 0;
    while (index < text.length()) {
      long word = WordHash.EMPTY;
      for (; index < text.length() && belongs(text.charAt(index)); index++) {
        char letter = text.charAt(index);
        word = isApostrophe(letter) ? word : WordHash.letter(word, lower(letter));
      }
      index++;
      if (word == WordHash.EMPTY) {
        continue;
      }
      words++;
      long four = WordHash.next(three, word);
      three = WordHash.next(two, word);
      two = WordHash.next(one, word);
      one = word;
      if (phrases.get(one) != 0
          || (words > 1 && phrases.get(two) != 0)
          || (words > 2 && phrases.get(three) != 0)
          || (words > 3 && phrases.get(four) != 0)) {
        return true;
      }
    }
    return false;
  }

  private static WordHash set(Set<String> phrases) {
    return new WordHash(phrases.stream().collect(Collectors.toMap(phrase -> phrase, _ -> 1)));
  }

  /** Recognisers write "whats" as well as "what's". */
  private static boolean isApostrophe(char character) {
    return character == '\'' || character == '’';
  }

  private static boolean belongs(char character) {
    return (character >= 'a' && character <= 'z')
        || isApostrophe(character)
        || Character.isLetterOrDigit(character);
  }

  private static char lower(char character) {
    return character >= 'a' && character <= 'z' ? character : Character.toLowerCase(character);
  }

  private static Set<String> customerPhrases() {
    List<String> asking = list("what which when where who how why");
    List<String> people = list("i you we they he she it");
    List<String> verbs = list("is are was were can could will would should shall may might am");
    Set<String> phrases = new HashSet<>(phrases(asking, verbs));
    phrases.addAll(
        phrases(asking, list("do does did have has about kind type sort time much many")));
    phrases.addAll(phrases(asking, list("long often to else if my the your one happens happened")));
    phrases.addAll(phrases(verbs, people));
    phrases.addAll(phrases(verbs, list("there that this those the my your our their a an any")));
    phrases.addAll(phrases(list("do does did have has"), people));
    phrases.addAll(phrases(list("do does did"), list("the your my any all these those")));
    phrases.addAll(phrases(verbs, list("someone somebody anyone anybody")));
    phrases.addAll(troubles());
    phrases.addAll(
        lines(
            """
            whats, whens, wheres, whos, hows, whys, whether, wondering, wonder, how come
            tell me, show me, explain, help me, need help, let me know, find out, any chance
            i need, i want, id like, would like, wanted to, want to, like to know, need to
            trying to, try to, looking for, looking to, a question, some questions, inquire
            possible to, able to, supposed to, happen to know, know if, see if, check if, tell if
            check whether, see whether, do yo, do they, does
            i lost, ive lost, was stolen, been stolen, i forgot, i cant, i cannot, unable
            locked out, not working, doesnt work, didnt work, wont work, wont let, declined
            problem with, trouble with, issue with, dont understand, not sure how, not sure if
            """));
    return Set.copyOf(phrases);
  }

  /** Who tells what went wrong asks what to do, though not in words. */
  private static Set<String> troubles() {
    Set<String> phrases =
        new HashSet<>(
            phrases(
                list("cant cannot couldnt didnt never havent hasnt"),
                list("find get got use make receive received arrive arrived come came turn")));
    phrases.addAll(phrases(list("charged charging refused owe"), list("me us my")));
    phrases.addAll(
        phrases(
            list("is was were been got gets"),
            list("lost stolen cancelled charged broken locked blocked delayed refused damaged")));
    phrases.addAll(
        lines(
            """
            a refund, compensation, broke down, broken into, ran out, run out, keep getting
            by mistake, turned me down, wants me, stopped working, someone took, somebody took
            """));
    return phrases;
  }

  private static List<String> list(String words) {
    return List.of(words.split(" ", -1));
  }

  private static List<String> lines(String phrases) {
    return List.of(phrases.strip().split(",? *\\n|, *", -1));
  }

  private static Set<String> phrases(List<String> first, List<String> second) {
    Set<String> phrases = new HashSet<>();
    first.forEach(one -> second.forEach(two -> phrases.add(one + " " + two)));
    return Set.copyOf(phrases);
  }
}
