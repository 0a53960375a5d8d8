package io.cueline.topology.knowledge.index;

/**
 * How much a word counts by where it stands.
 *
 * @param title in an article's title, against 1 in its body; at least 1
 * @param entity in what the article is about; at least 1
 * @param history a word of the turns before, against 1 for one of the last words
 * @param historyEntity the same where it stands in what the article is about: it tells which of
 *     many like articles is meant
 * @param unknown a word that no article has, against 1 for the rarest that one has: it may be what
 *     is asked and nobody wrote down, or a mishearing
 * @param leastWeight a question is taken to weigh as much as so many of the rarest words at least:
 *     one everyday word is not enough of a question to be answered in full
 */
record SearchWeights(
    float title,
    float entity,
    float history,
    float historyEntity,
    float unknown,
    float leastWeight) {

  static final SearchWeights DEFAULT = new SearchWeights(2f, 2f, 0.2f, 1f, 0.5f, 2.5f);

  SearchWeights {
    if (!(title >= 1
        && entity >= 1
        && history >= 0
        && historyEntity >= 0
        && unknown >= 0
        && leastWeight >= 0)) {
      throw new IllegalArgumentException("weights out of range");
    }
  }
}
