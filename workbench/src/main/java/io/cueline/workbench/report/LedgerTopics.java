package io.cueline.workbench.report;

import io.cueline.runtime.kafka.KafkaAccess;
import io.cueline.schemas.topic.Topics;

/** Which topics fill a ledger. */
public final class LedgerTopics {

  private LedgerTopics() {}

  /** Follows them for as long as it lives. */
  public static TopicFollower follow(KafkaAccess kafka, Ledger ledger) {
    return taking(kafka, ledger).start();
  }

  /** Reads what stands in them now. */
  public static void readToEnd(KafkaAccess kafka, Ledger ledger) {
    try (TopicFollower follower = taking(kafka, ledger)) {
      follower.readToEnd();
    }
  }

  private static TopicFollower taking(KafkaAccess kafka, Ledger ledger) {
    return new TopicFollower(kafka)
        .take(Topics.TRANSCRIPT_FRAMES, ledger::frame)
        .take(Topics.REJECTED_FRAMES, ledger::rejected)
        .take(Topics.VIOLATIONS, ledger::violation)
        .take(Topics.SCORECARDS, ledger::scorecard)
        .take(Topics.CUES, ledger::cue)
        .take(Topics.KNOWLEDGE_QUERIES, query -> {})
        .take(Topics.INSIGHTS, ledger::insight)
        .take(Topics.FEEDBACK, ledger::feedback)
        .take(Topics.DELIVERIES, ledger::delivery);
  }
}
