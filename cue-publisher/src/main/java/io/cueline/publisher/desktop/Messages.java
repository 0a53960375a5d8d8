package io.cueline.publisher.desktop;

import io.cueline.schemas.Card;
import io.cueline.schemas.CauseKind;
import io.cueline.schemas.Cue;
import io.cueline.schemas.DisclosureState;
import io.cueline.schemas.Evidence;
import io.cueline.schemas.Feedback;
import io.cueline.schemas.Insight;
import io.cueline.schemas.Violation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Makes messages of records, and keeps them small. */
final class Messages {

  private static final int LONGEST_LINE = 300;
  private static final int LONGEST_TEXT = 1_000;
  private static final int MOST_WORDS = 20;

  private Messages() {}

  static Message.Cued of(Cue cue) {
    return new Message.Cued(
        cue.getInteractionId(),
        cue.getCueId(),
        cue.getNumber(),
        cue.getKind(),
        cue.getChange(),
        line(cue.getTitle()),
        text(cue.getMessage()),
        cue.getSeverity(),
        cue.getItems().stream()
            .map(item -> new Message.Item(item.getRuleId(), line(item.getTitle())))
            .toList(),
        Optional.ofNullable(cue.getCloseReason()),
        cue.getOpenedAt(),
        cue.getAt(),
        new Cause(
            cue.getCueId() + "/" + cue.getNumber(),
            CauseKind.CUE,
            cue.getInteractionId(),
            cue.getReceivedAt(),
            cue.getDecidedAt()));
  }

  static Message.Disclosed of(DisclosureState step) {
    return new Message.Disclosed(
        step.getInteractionId(),
        step.getRuleId(),
        line(step.getTitle()),
        step.getState(),
        Optional.ofNullable(step.getReason()),
        Optional.ofNullable(step.getDueAt()),
        step.getAt());
  }

  static Message.Carded of(Insight insight, Card card) {
    return new Message.Carded(
        insight.getInteractionId(),
        insight.getInsightId(),
        card.getId(),
        line(card.getTitle()),
        card.getPriority(),
        card.getScore(),
        text(card.getCitation()),
        text(card.getSnippet()),
        card.getMatched().stream().limit(MOST_WORDS).toList(),
        insight.getFallback() == null ? insight.getAnsweredBy() : "fallback",
        insight.getAt(),
        new Cause(
            insight.getInsightId(),
            CauseKind.INSIGHT,
            insight.getInteractionId(),
            insight.getReceivedAt(),
            insight.getDecidedAt()));
  }

  static Message.Done of(Feedback feedback) {
    return new Message.Done(
        feedback.getInteractionId(),
        feedback.getSubjectId(),
        line(feedback.getAction()),
        Optional.ofNullable(feedback.getAgentId()),
        feedback.getAt());
  }

  static Message.Violated of(Violation violation, Optional<String> ruleTitle) {
    return new Message.Violated(
        violation.getInteractionId(),
        violation.getViolationId(),
        violation.getKind(),
        violation.getRuleId(),
        ruleTitle,
        line(violation.getMessage()),
        violation.getSeverity(),
        Optional.ofNullable(violation.getReason()),
        Optional.ofNullable(violation.getAgentId()),
        violation.getAt(),
        text(evidence(violation)));
  }

  /** Two hits of one utterance are one piece of evidence to read. */
  private static String evidence(Violation violation) {
    List<String> said = new ArrayList<>();
    for (Evidence each : violation.getEvidence()) {
      if (!said.contains(each.getUtterance())) {
        said.add(each.getUtterance());
      }
    }
    return String.join(" … ", said);
  }

  static String line(String text) {
    return first(text, LONGEST_LINE);
  }

  private static String text(String text) {
    return first(text, LONGEST_TEXT);
  }

  /** Whole characters only: half a surrogate pair is no text. */
  private static String first(String text, int most) {
    if (text.length() <= most) {
      return text;
    }
    boolean halved = Character.isHighSurrogate(text.charAt(most - 2));
    return text.substring(0, halved ? most - 2 : most - 1) + "…";
  }
}
