package io.cueline.topology.knowledge.ranking;

/**
 * Which articles are good enough for a card. No card is better than a bad card.
 *
 * @param minScore how probable it must be that a card answers, 0 to 1
 * @param minCoverage the share of what was asked that must stand in the article, 0 to 1
 * @param most cards for a question, at least 1
 */
public record CardRules(double minScore, double minCoverage, int most) {

  /** Measured on questions that nothing was fitted to, see docs/knowledge.md. */
  public static final CardRules DEFAULT = new CardRules(0.4, 0, 5);

  /** A card this much worse than the best answer is no answer beside it. */
  static final double NEAR_THE_BEST = 0.6;

  public CardRules {
    if (!(minScore >= 0 && minScore <= 1 && minCoverage >= 0 && minCoverage <= 1) || most < 1) {
      throw new IllegalArgumentException(
          "card rules out of range: %s, %s, %d".formatted(minScore, minCoverage, most));
    }
  }
}
