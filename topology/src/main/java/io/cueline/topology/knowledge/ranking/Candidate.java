package io.cueline.topology.knowledge.ranking;

import java.util.List;

/**
 * An article that may answer.
 *
 * @param citation a URL, or the id where it has none
 * @param body plain text
 * @param score how well it answers, 0 to 1
 * @param coverage the share of the last words' meaning that stands in it, rare words counting more;
 *     0 to 1
 * @param matched the phrases of the question that stand in it, as said, without repetition, those
 *     that carry it first
 */
public record Candidate(
    String id,
    String title,
    String citation,
    String body,
    double score,
    double coverage,
    List<String> matched) {

  public Candidate {
    if (!(score >= 0 && score <= 1 && coverage >= 0 && coverage <= 1)) {
      throw new IllegalArgumentException(
          "score %s and coverage %s of %s are not in 0..1".formatted(score, coverage, id));
    }
    matched = List.copyOf(matched);
  }
}
