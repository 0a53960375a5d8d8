package io.cueline.topology.knowledge.index;

import io.cueline.topology.knowledge.ranking.Analysis;
import io.cueline.topology.knowledge.ranking.Question;
import io.cueline.topology.knowledge.ranking.Term;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A question taken apart.
 *
 * @param said the last words, as said
 * @param counts how often each of their stems was said
 * @param turns stems by turn, the last words first
 */
record Spoken(List<Term> said, Map<String, Integer> counts, List<Set<String>> turns) {

  /** More different words than anybody says in ten seconds; bounds the cost of a search. */
  private static final int MAX_WORDS = 300;

  private static final int MAX_TURNS = 30;

  static Spoken of(Question question, Analysis analysis) {
    List<Term> said = new ArrayList<>();
    Map<String, Integer> counts = new LinkedHashMap<>();
    for (Term term : analysis.terms(question.text())) {
      if (counts.size() < MAX_WORDS || counts.containsKey(term.stem())) {
        said.add(term);
        counts.merge(term.stem(), 1, Integer::sum);
      }
    }
    List<Set<String>> turns = new ArrayList<>();
    turns.add(counts.keySet());
    for (String turn : question.history().reversed()) {
      if (turns.size() < MAX_TURNS) {
        turns.add(stems(analysis, turn));
      }
    }
    return new Spoken(said, counts, turns);
  }

  private static Set<String> stems(Analysis analysis, String turn) {
    Set<String> stems = new LinkedHashSet<>();
    for (Term term : analysis.terms(turn)) {
      if (stems.size() < MAX_WORDS) {
        stems.add(term.stem());
      }
    }
    return stems;
  }
}
