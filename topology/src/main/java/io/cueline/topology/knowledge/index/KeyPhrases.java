package io.cueline.topology.knowledge.index;

import io.cueline.topology.knowledge.ranking.Term;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.ToDoubleFunction;

/**
 * What of a question an article answers to, for people: the words that stand in it, those said
 * together as one phrase, the ones that carry the question first.
 */
final class KeyPhrases {

  /** More nobody reads beside a card. */
  private static final int MOST = 5;

  private static final int LONGEST = 3;

  private record Phrase(String words, double attention) {}

  private KeyPhrases() {}

  /**
   * @param said the words of the question, in order
   * @param found stems of those that stand in the article
   * @param attention what a stem was looked at; where it is 0 for all, the order is that of speech
   */
  static List<String> of(List<Term> said, Set<String> found, ToDoubleFunction<String> attention) {
    List<Phrase> phrases = new ArrayList<>();
    Set<String> told = new HashSet<>();
    int at = 0;
    while (at < said.size()) {
      int to = at;
      while (to < said.size() && to - at < LONGEST && isNext(said, at, to, found, told)) {
        to++;
      }
      if (to > at) {
        phrases.add(phrase(said.subList(at, to), attention));
      }
      at = Math.max(to, at + 1);
    }
    return phrases.stream()
        .sorted(Comparator.comparingDouble(Phrase::attention).reversed())
        .limit(MOST)
        .map(Phrase::words)
        .toList();
  }

  /** Whether it belongs to the phrase that began: found, not told yet, said right behind. */
  private static boolean isNext(
      List<Term> said, int from, int at, Set<String> found, Set<String> told) {
    Term term = said.get(at);
    boolean joins = at == from || term.start() == said.get(at - 1).end() + 1;
    return joins && found.contains(term.stem()) && told.add(term.stem());
  }

  private static Phrase phrase(List<Term> words, ToDoubleFunction<String> attention) {
    return new Phrase(
        String.join(" ", words.stream().map(Term::word).toList()),
        words.stream().map(Term::stem).mapToDouble(attention).max().orElse(0));
  }
}
