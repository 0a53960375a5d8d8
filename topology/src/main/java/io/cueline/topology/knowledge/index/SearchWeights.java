package io.cueline.topology.knowledge.index;

import io.cueline.topology.knowledge.ranking.Mix;

/**
 * How much a word counts, and the ranking's mix.
 *
 * @param history a word of the turn before, against 1 for one of the last words
 * @param unknown a word that no article has, against 1 for the rarest that one has: it may be what
 *     is asked and nobody wrote down, or a mishearing
 * @param leastWeight a question is taken to weigh as much as so many of the rarest words at least:
 *     one everyday word is not enough of a question to be answered in full
 * @param mix of words, vectors and entities
 */
record SearchWeights(float history, float unknown, float leastWeight, Mix mix) {

  static final SearchWeights DEFAULT = new SearchWeights(0.8f, 0.5f, 2.5f, Mix.DEFAULT);

  SearchWeights {
    if (!(history >= 0 && unknown >= 0 && leastWeight >= 0)) {
      throw new IllegalArgumentException("weights out of range");
    }
  }

  SearchWeights with(Mix other) {
    return new SearchWeights(history, unknown, leastWeight, other);
  }
}
