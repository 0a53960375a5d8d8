package io.cueline.topology.knowledge.ranking;

/**
 * How probable it is that the best article answers: a logistic function of few features, so that
 * one threshold holds for collections never seen. Measured, see docs/knowledge.md.
 */
public record Calibration(
    double constant, double cosine, double words, double coverage, double entity) {

  /** Where articles have vectors. */
  private static final Calibration VECTORS = new Calibration(-6, 8, 1, 1, 1);

  /** Where words are all that is known. */
  private static final Calibration WORDS = new Calibration(-2.5, 0, 8, 1, 2);

  public static Calibration of(Evidence evidence) {
    return evidence.cosine < 0 ? WORDS : VECTORS;
  }

  /**
   * What speaks for an article.
   *
   * @param cosine with the question; -1 where there are no vectors
   * @param words BM25 as a share of what an article with all the question's words would have
   * @param coverage the share of the question's words that stand in it
   * @param entity how surely what it is about was named
   * @param hasEntities whether the collection says what articles are about
   */
  public record Evidence(
      double cosine, double words, double coverage, double entity, boolean hasEntities) {}

  /** 0 to 1. */
  public double probability(Evidence evidence) {
    double sum =
        constant
            + cosine * Math.max(0, evidence.cosine)
            + words * evidence.words
            + coverage * evidence.coverage
            + (evidence.hasEntities ? entity * Math.min(1, evidence.entity / 10) : 0);
    return 1 / (1 + Math.exp(-sum));
  }
}
