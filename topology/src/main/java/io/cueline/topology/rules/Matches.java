package io.cueline.topology.rules;

import java.util.List;

/**
 * What was found in an utterance.
 *
 * @param hits in {@link Hit#ORDER}
 * @param nearly literal phrases of four words or more of which all words but one were said in a
 *     row, one left out or replaced, and which are not hit; in {@link Hit#ORDER}. For officers to
 *     see, not to be counted.
 * @param undecided phrases that were too much work for so long an utterance, each once: they may be
 *     there though no hit says so. Whoever says "never said" must not rely on them.
 */
public record Matches(List<Hit> hits, List<Hit> nearly, List<Undecided> undecided) {

  /** Nothing. */
  static final Matches NONE = new Matches(List.of(), List.of(), List.of());

  public Matches {
    hits = List.copyOf(hits);
    nearly = List.copyOf(nearly);
    undecided = List.copyOf(undecided);
  }

  /** Neither found nor nearly found nor given up. */
  public boolean isNothing() {
    return hits.isEmpty() && nearly.isEmpty() && undecided.isEmpty();
  }

  /**
   * A phrase that was given up.
   *
   * @param phrase as in the rule file: one of the rule's own, of its trigger's or of {@code unless}
   */
  public record Undecided(Rule rule, String phrase) {}
}
