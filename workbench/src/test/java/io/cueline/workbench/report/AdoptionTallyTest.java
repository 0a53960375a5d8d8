package io.cueline.workbench.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.cueline.schemas.Card;
import io.cueline.schemas.CauseKind;
import io.cueline.schemas.Delivery;
import io.cueline.schemas.DeliveryOutcome;
import io.cueline.schemas.Feedback;
import io.cueline.schemas.Insight;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

final class AdoptionTallyTest {

  private static final Instant NOW = Instant.parse("2026-01-01T09:00:00Z");

  private final AdoptionTally tally = new AdoptionTally();

  @Test
  void whatWasNeverDeliveredCountsAsNeitherShownNorTakenUp() {
    tally.insight(insight("expired"));
    tally.delivery(delivery("expired", DeliveryOutcome.EXPIRED));
    tally.feedback(feedback("a1", "ACCEPTED"));

    assertThat(tally.result().all()).isEqualTo(new Report.Taken(0, 0));
  }

  @Test
  void anAnswerMayStandInItsTopicBeforeWhatItAnswers() {
    tally.feedback(feedback("a1", "ACCEPTED"));
    tally.feedback(feedback("a2", "DISMISSED"));
    tally.delivery(delivery("q", DeliveryOutcome.DELIVERED));
    tally.insight(insight("q"));

    Report.Adoption adoption = tally.result();

    assertThat(adoption.all()).isEqualTo(new Report.Taken(2, 1));
    assertThat(adoption.byArticle())
        .containsEntry("a1", new Report.Taken(1, 1))
        .containsEntry("a2", new Report.Taken(1, 0));
  }

  private static Insight insight(String id) {
    return Insight.newBuilder()
        .setInsightId(id)
        .setTenant("bank")
        .setInteractionId("call")
        .setCards(
            List.of(
                new Card("a1", "One", 1, 0.8, "a1", "First.", List.of()),
                new Card("a2", "Two", 2, 0.5, "a2", "Second.", List.of())))
        .setAt(NOW)
        .setReceivedAt(NOW)
        .setDecidedAt(NOW)
        .setAnsweredAt(NOW)
        .build();
  }

  private static Delivery delivery(String cause, DeliveryOutcome outcome) {
    return Delivery.newBuilder()
        .setCauseId(cause)
        .setCauseKind(CauseKind.INSIGHT)
        .setTenant("bank")
        .setInteractionId("call")
        .setChannel("insights")
        .setOutcome(outcome)
        .setAttempts(1)
        .setReceivedAt(NOW)
        .setDecidedAt(NOW)
        .setConsumedAt(NOW)
        .setFinishedAt(NOW)
        .build();
  }

  private static Feedback feedback(String card, String action) {
    return Feedback.newBuilder()
        .setTenant("bank")
        .setInteractionId("call")
        .setSubjectId(card)
        .setAction(action)
        .setAt(NOW)
        .setReceivedAt(NOW)
        .build();
  }
}
