package io.cueline.publisher.testing;

import io.cueline.schemas.Card;
import io.cueline.schemas.Cue;
import io.cueline.schemas.CueChange;
import io.cueline.schemas.CueItem;
import io.cueline.schemas.CueKind;
import io.cueline.schemas.Feedback;
import io.cueline.schemas.Insight;
import io.cueline.schemas.Severity;
import java.time.Instant;
import java.util.List;

/** Cues and insights to test with. */
public final class Examples {

  private Examples() {}

  public static Cue cue(
      String interactionId, String cueId, int number, CueKind kind, CueChange change, Instant at) {
    String message =
        kind == CueKind.INTERRUPT ? "Verify disclosure." : "Say that the call is recorded.";
    return cue(interactionId, cueId, number, kind, change, message, at);
  }

  public static Cue cue(
      String interactionId,
      String cueId,
      int number,
      CueKind kind,
      CueChange change,
      String message,
      Instant at) {
    return Cue.newBuilder()
        .setCueId(cueId)
        .setNumber(number)
        .setTenant("bank")
        .setInteractionId(interactionId)
        .setKind(kind)
        .setChange(change)
        .setTitle("Recording notice")
        .setMessage(message)
        .setSeverity(Severity.HIGH)
        .setItems(
            change == CueChange.CLOSED
                ? List.of()
                : List.of(new CueItem("recording-notice", 1, "Recording notice")))
        .setOpenedAt(at)
        .setAt(at)
        .setReceivedAt(at)
        .setDecidedAt(at)
        .build();
  }

  public static Feedback feedback(
      String interactionId, String subjectId, String action, Instant at) {
    return Feedback.newBuilder()
        .setTenant("bank")
        .setInteractionId(interactionId)
        .setSubjectId(subjectId)
        .setAction(action)
        .setAt(at)
        .setReceivedAt(at)
        .build();
  }

  public static Insight insight(String interactionId, String insightId, Instant at) {
    return insight(
        interactionId,
        insightId,
        at,
        List.of(
            new Card("a1", "Lost cards", 1, 0.8, "https://kb/a1", "Block it.", List.of()),
            new Card("a2", "New cards", 2, 0.5, "a2", "Order one.", List.of())));
  }

  public static Insight insight(
      String interactionId, String insightId, Instant at, List<Card> cards) {
    return Insight.newBuilder()
        .setInsightId(insightId)
        .setTenant("bank")
        .setInteractionId(interactionId)
        .setCards(cards)
        .setAt(at)
        .setReceivedAt(at)
        .setDecidedAt(at)
        .setAnsweredAt(at)
        .build();
  }
}
