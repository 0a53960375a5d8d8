package io.cueline.topology.knowledge.ranking;

/**
 * How probable it is that the best article answers: a logistic function of few features that do not
 * depend on a collection's size, so that one threshold holds for collections never seen. Fitted and
 * measured on questions it was not fitted to, see docs/knowledge.md.
 */
public record Calibration(
    double constant,
    double cosine,
    double apart,
    double asked,
    double told,
    double coverage,
    double entity) {

  /** Where articles have vectors. */
  private static final Calibration VECTORS = new Calibration(-9.6, 12.4, 45, 0, 4.3, 0, 0);

  /** So far apart from the next stands the best of many alike too. */
  private static final double COMMONLY_APART = 0.04;

  /** Further apart says no more. */
  private static final double WELL_APART = 0.12;

  /** Where words are all that is known. */
  private static final Calibration WORDS = new Calibration(-1.75, 0, 0, 5.7, 0, 2.4, 1.25);

  /**
   * What speaks for an article.
   *
   * @param cosine with the question; -1 where there are no vectors
   * @param apart by how much its cosine is above the mean of those nearest to the question: one
   *     that answers in other words than were asked has few of them, but stands alone
   * @param asked BM25 of the last words, as a share of what one with all of them would have; 0 to 1
   * @param told the same with the turns before
   * @param coverage the share of the last words that stand in it, rare words counting more
   * @param entity how surely what it is about was named; 0 to 1
   */
  public record Evidence(
      double cosine, double apart, double asked, double told, double coverage, double entity) {}

  public static Calibration of(Evidence evidence) {
    return evidence.cosine < 0 ? WORDS : VECTORS;
  }

  /** 0 to 1. */
  public double probability(Evidence evidence) {
    double sum =
        constant
            + cosine * Math.max(0, evidence.cosine)
            + apart * (Math.clamp(evidence.apart, COMMONLY_APART, WELL_APART) - COMMONLY_APART)
            + asked * evidence.asked
            + told * evidence.told
            + coverage * evidence.coverage
            + entity * evidence.entity;
    return 1 / (1 + Math.exp(-sum));
  }
}
