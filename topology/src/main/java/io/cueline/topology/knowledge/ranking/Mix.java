package io.cueline.topology.knowledge.ranking;

/**
 * How the ingredients of a ranking are put together. Each is scaled by the best of its kind for the
 * question, so that no collection's size or style moves the balance. Measured, see
 * docs/knowledge.md.
 *
 * @param vector for meaning: the cosine of the vectors above {@code floor}
 * @param words for words: BM25 of all that was said
 * @param before for what is spoken of: BM25 of the words of the turns before alone, as far as
 *     {@code entity} does not tell it
 * @param entity for what is spoken of: the entity named in the conversation
 * @param floor the cosine of texts that have nothing in common but the language; below 1
 * @param sureEntity an entity named less surely than this counts for less, however much surer it is
 *     than all others; in the unit of {@link EntityNames}
 * @param sureWords where no article has this share of the question's weight, words count for less:
 *     the best of those that have hardly a word in common with it is found by chance; 0 to 1
 */
public record Mix(
    double vector,
    double words,
    double before,
    double entity,
    double floor,
    double sureEntity,
    double sureWords) {

  public static final Mix DEFAULT = new Mix(1, 0.6, 0.6, 1.25, 0.4, 4, 0.3);

  /** Without vectors: what words alone can do. */
  public static final Mix WORDS = new Mix(0, 0.6, 0, 1.25, 0.4, 4, 0);

  /** The last words' vector alone. */
  public static final Mix VECTORS = new Mix(1, 0, 0, 0, 0.4, 4, 0);

  /** How fast words gain as a question grows. */
  private static final double BY_LENGTH = 0.75;

  /** How fast they lose where no article has enough of them. */
  private static final double BY_CHANCE = 3;

  private static final double NO_VECTOR = -1;

  public Mix {
    if (!(vector >= 0 && words >= 0 && before >= 0 && entity >= 0 && sureEntity > 0)
        || !(floor >= -1 && floor < 1 && sureWords >= 0 && sureWords <= 1)) {
      throw new IllegalArgumentException("mix out of range");
    }
  }

  /**
   * For a question of so many parts, each with a vector of its own: the longer it is the less the
   * vectors say, as most parts are beside the point, and the more the words do.
   */
  public Mix forParts(int parts) {
    double more = Math.pow(parts, BY_LENGTH);
    return new Mix(vector, more * words, before, entity, floor, sureEntity, sureWords);
  }

  /**
   * For a question of whose weight in words the best article has that share: below {@code
   * sureWords} words count for less.
   */
  public Mix forBestWords(double share) {
    double sure = sureWords == 0 ? 1 : Math.clamp(share / sureWords, 0, 1);
    double less = Math.pow(sure, BY_CHANCE);
    return new Mix(vector, less * words, before, entity, floor, sureEntity, sureWords);
  }

  /** One article's, or the best of each. {@code cosine} is -1 where there is no vector. */
  public record Parts(double cosine, double words, double before, double entity) {

    public static final Parts NONE = new Parts(NO_VECTOR, 0, 0, 0);

    public Parts best(Parts other) {
      return new Parts(
          Math.max(cosine, other.cosine),
          Math.max(words, other.words),
          Math.max(before, other.before),
          Math.max(entity, other.entity));
    }
  }

  /**
   * 0 to the sum of the weights. An article that has no vector yet, beside others that have, is
   * taken to mean what its words say, or one that came a second ago would never be found.
   *
   * @param best of all articles for this question
   */
  public double score(Parts parts, Parts best) {
    boolean notYet = parts.cosine == NO_VECTOR && best.cosine > NO_VECTOR;
    double meaning =
        notYet ? share(parts.words, best.words) : share(parts.cosine - floor, best.cosine - floor);
    double unnamed = 1 - Math.min(1, best.entity / sureEntity);
    return vector * meaning
        + words * share(parts.words, best.words)
        + before * unnamed * share(parts.before, best.before)
        + entity * share(parts.entity, Math.max(best.entity, sureEntity));
  }

  private static double share(double part, double whole) {
    return part <= 0 || whole <= 0 ? 0 : part / whole;
  }
}
