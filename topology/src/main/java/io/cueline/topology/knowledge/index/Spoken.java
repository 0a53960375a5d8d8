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
 * @param asked stems of the last words, and the first word as said
 * @param counts how often each of them was said
 * @param turns stems by turn, the last words first
 */
record Spoken(Map<String, String> asked, Map<String, Integer> counts, List<Set<String>> turns) {

  /** More different words than anybody says in ten seconds; bounds the cost of a search. */
  private static final int MAX_WORDS = 300;

  private static final int MAX_TURNS = 30;

  static Spoken of(Question question, Analysis analysis) {
    Map<String, String> asked = new LinkedHashMap<>();
    Map<String, Integer> counts = new LinkedHashMap<>();
    for (Term term : analysis.terms(question.text())) {
      if (asked.size() < MAX_WORDS || asked.containsKey(term.stem())) {
        asked.putIfAbsent(term.stem(), term.word());
        counts.merge(term.stem(), 1, Integer::sum);
      }
    }
    List<Set<String>> turns = new ArrayList<>();
    turns.add(asked.keySet());
    for (String turn : question.history().reversed()) {
      if (turns.size() < MAX_TURNS) {
        turns.add(stems(analysis, turn));
      }
    }
    return new Spoken(asked, counts, turns);
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
