package io.cueline.topology.knowledge.ranking;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;

/**
 * A cheap test whether anything is being asked, before anything is searched: a question mark, words
 * in the order of a question, a wish, a trouble told. It looks for phrases only, so it takes time
 * linear in the text; it would rather let chatter pass than stop a question, as ranking follows. An
 * agent's words ask only where the agent says that they look something up.
 */
public final class QuestionGate {

  private static final int LONGEST_PHRASE = 3;

  private static final Set<String> CUSTOMER_ASKS = customerPhrases();

  private static final Set<String> AGENT_LOOKS_UP =
      phrases(
          List.of("let me", "ill", "i will", "i can", "i need to", "going to", "lemme"),
          List.of("check", "look", "find", "verify"));

  private QuestionGate() {}

  public static boolean asks(Question question) {
    return switch (question.speaker()) {
      case CUSTOMER, UNKNOWN ->
          question.text().indexOf('?') >= 0 || holds(question.text(), CUSTOMER_ASKS::contains);
      case AGENT -> holds(question.text(), AGENT_LOOKS_UP::contains);
    };
  }

  private static boolean holds(String text, Predicate<String> phrase) {
    List<String> words = words(text);
    for (int start = 0; start < words.size(); start++) {
      StringBuilder joined = new StringBuilder();
      for (int at = start; at < Math.min(words.size(), start + LONGEST_PHRASE); at++) {
        joined.append(at == start ? "" : " ").append(words.get(at));
        if (phrase.test(joined.toString())) {
          return true;
        }
      }
    }
    return false;
  }

  /** Lower case, apostrophes dropped: recognisers write "whats" as well as "what's". */
  private static List<String> words(String text) {
    List<String> words = new ArrayList<>();
    StringBuilder word = new StringBuilder();
    for (char c : (text + " ").toLowerCase(Locale.ROOT).toCharArray()) {
      if (Character.isLetterOrDigit(c)) {
        word.append(c);
      } else if (c != '\'' && c != '’' && !word.isEmpty()) {
        words.add(word.toString());
        word.setLength(0);
      }
    }
    return words;
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
    phrases.addAll(
        lines(
            """
            whats, whens, wheres, whos, hows, whys, whether, wondering, wonder, how come
            tell me, show me, explain, help me, need help, let me know, find out, any chance
            i need, i want, id like, would like, wanted to, want to, like to know, need to
            trying to, try to, looking for, looking to, a question, some questions, inquire
            possible to, able to, supposed to, happen to know, know if, see if, check if, tell if
            check whether, see whether, do yo, do they, and does, but does, so does, ok does
            i lost, ive lost, was stolen, been stolen, i forgot, i cant, i cannot, unable
            locked out, not working, doesnt work, didnt work, wont work, wont let, declined
            problem with, trouble with, issue with, dont understand, not sure how, not sure if
            """));
    return Set.copyOf(phrases);
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
