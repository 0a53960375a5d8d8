package io.cueline.workbench.report;

import java.util.Map;

/**
 * What came of a run, for people and programs. Its JSON form is public: fields are added, never
 * renamed.
 *
 * @param interactions calls of which at least one frame reached Kafka
 * @param cards cards shown, over all insights
 * @param unaccounted what was sent and is found neither in a topic nor in a receipt, see {@link
 *     Reconciliation}
 * @param wallSeconds how long the run took
 */
public record Report(
    Frames frames,
    int interactions,
    Violations violations,
    Disclosures disclosures,
    Cues cues,
    long cards,
    Deliveries deliveries,
    Adoption adoption,
    long unaccounted,
    LatencyMs latencyMs,
    double wallSeconds) {

  /** Frames of interactions: what the tenant sent, what stands in Kafka, what was refused. */
  public record Frames(long sent, long ingested, long rejected) {}

  /** Violations of prohibited rules; disclosures are counted apart. */
  public record Violations(long total, Map<String, Long> byRule) {}

  /** How required disclosures ended, over all interactions that have ended. */
  public record Disclosures(
      long satisfied, long late, long missed, long undetermined, long notDue, long notApplicable) {}

  public record Cues(long opened, long updated, long closed) {}

  /** Receipts by outcome; merged and suppressed ones needed no call and are not counted here. */
  public record Deliveries(long delivered, long expired, long failed) {}

  /** What agents were shown, and what of it they accepted or acknowledged. */
  public record Taken(long delivered, long accepted) {

    Taken plus(Taken other) {
      return new Taken(delivered + other.delivered, accepted + other.accepted);
    }
  }

  /**
   * Adoption is accepted ÷ delivered; cues by what they were opened for, cards by their article.
   */
  public record Adoption(Taken all, Map<String, Taken> byRule, Map<String, Taken> byArticle) {}

  /** From the frame read, or the tick that let a timer fire, to the tenant's answer. */
  public record LatencyMs(long p50, long p99) {}
}
