package io.cueline.workbench.why;

import io.cueline.runtime.kafka.KafkaAccess;
import io.cueline.schemas.Cue;
import io.cueline.schemas.Delivery;
import io.cueline.schemas.DisclosureState;
import io.cueline.schemas.Evidence;
import io.cueline.schemas.Feedback;
import io.cueline.schemas.Frame;
import io.cueline.schemas.Insight;
import io.cueline.schemas.KnowledgeQuery;
import io.cueline.schemas.NearMiss;
import io.cueline.schemas.Scorecard;
import io.cueline.schemas.Violation;
import io.cueline.schemas.topic.Topic;
import io.cueline.schemas.topic.Topics;
import io.cueline.workbench.report.TopicFollower;
import io.cueline.workbench.why.Entry.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/** Gathers all that the topics hold about one interaction, in the order of its own clock. */
public final class Story {

  private final String interactionId;

  private record Told(Entry entry, @Nullable String causeId) {
    Instant at() {
      return entry.at();
    }
  }

  private final List<Told> entries = new ArrayList<>();
  private final List<Delivery> receipts = new ArrayList<>();
  private @Nullable Scorecard card;

  private Story(String interactionId) {
    this.interactionId = interactionId;
  }

  /** Reads every topic once, to its end. */
  public static Story read(KafkaAccess kafka, String interactionId) {
    Story story = new Story(interactionId);
    try (TopicFollower follower = new TopicFollower(kafka)) {
      story.takeFrom(follower, Topics.TRANSCRIPT_FRAMES, Frame::getInteractionId, story::frame);
      story.takeFrom(follower, Topics.VIOLATIONS, Violation::getInteractionId, story::violation);
      story.takeFrom(follower, Topics.NEAR_MISSES, NearMiss::getInteractionId, story::nearMiss);
      story.takeFrom(
          follower, Topics.DISCLOSURE_STATES, DisclosureState::getInteractionId, story::disclosure);
      story.takeFrom(follower, Topics.CUES, Cue::getInteractionId, story::cue);
      story.takeFrom(
          follower, Topics.KNOWLEDGE_QUERIES, KnowledgeQuery::getInteractionId, story::query);
      story.takeFrom(follower, Topics.INSIGHTS, Insight::getInteractionId, story::insight);
      story.takeFrom(follower, Topics.FEEDBACK, Feedback::getInteractionId, story::feedback);
      story.takeFrom(follower, Topics.DELIVERIES, Delivery::getInteractionId, story.receipts::add);
      story.takeFrom(follower, Topics.SCORECARDS, Scorecard::getInteractionId, story::scorecard);
      follower.readToEnd();
    }
    story.tellInOrder();
    return story;
  }

  public String interactionId() {
    return interactionId;
  }

  /** By time, then by kind; empty where no topic holds a word of the interaction. */
  public List<Entry> entries() {
    return entries.stream().map(Told::entry).toList();
  }

  /** Empty while no utterance of it has been judged. */
  public Optional<Scorecard> scorecard() {
    return Optional.ofNullable(card);
  }

  /** By time, then by kind; what became of a cue or card stands behind it. */
  private void tellInOrder() {
    entries.sort(Comparator.comparing(Told::at).thenComparing(told -> told.entry.kind()));
    for (Delivery receipt : receipts) {
      int cause = 0;
      while (cause < entries.size() && !receipt.getCauseId().equals(entries.get(cause).causeId)) {
        cause++;
      }
      entries.add(Math.min(cause + 1, entries.size()), receipt(receipt));
    }
  }

  private <V extends SpecificRecord> void takeFrom(
      TopicFollower follower,
      Topic<V> topic,
      Function<V, @Nullable String> idOf,
      Consumer<V> taker) {
    follower.take(
        topic,
        value -> {
          if (interactionId.equals(idOf.apply(value))) {
            taker.accept(value);
          }
        });
  }

  private void frame(Frame frame) {
    Instant at = frame.getAt();
    switch (frame.getKind()) {
      case UTTERANCE, FRAGMENT ->
          add(
              at,
              Kind.SAID,
              word(frame.getSpeaker()) + (frame.getIsFinal() ? "" : " (partial)"),
              String.valueOf(frame.getText()));
      case DIALOG_STATE -> add(at, Kind.SOURCE, "dialog " + frame.getDialogState(), "");
      case ASSIGNMENT -> add(at, Kind.ASSIGNED, "assigned to " + frame.getAgentId(), "");
      case END -> add(at, Kind.ENDED, "call ended", "");
      case FEEDBACK, TICK, EPOCH, OTHER -> {}
    }
  }

  private void violation(Violation violation) {
    String words =
        violation.getEvidence().stream()
            .map(Evidence::getText)
            .collect(Collectors.joining("\" + \"", "\"", "\""));
    add(
        violation.getAt(),
        Kind.VIOLATION,
        "%s %s v%d (%s)"
            .formatted(
                word(violation.getKind()),
                violation.getRuleId(),
                violation.getRuleVersion(),
                word(violation.getMode())),
        violation.getEvidence().isEmpty()
            ? Optional.ofNullable(violation.getReason()).orElse("")
            : words);
  }

  private void nearMiss(NearMiss near) {
    add(
        near.getEvidence().getAt(),
        Kind.NEAR_MISS,
        "near miss %s: %s".formatted(near.getRuleId(), word(near.getReason())),
        "\"" + near.getEvidence().getText() + "\"");
  }

  private void disclosure(DisclosureState step) {
    String reason = step.getReason();
    add(
        step.getAt(),
        Kind.DISCLOSURE,
        "%s: %s%s"
            .formatted(
                step.getRuleId(),
                step.getState().toLowerCase(Locale.ROOT),
                reason == null ? "" : " (" + reason.toLowerCase(Locale.ROOT) + ")"),
        "");
  }

  private void cue(Cue cue) {
    Entry entry =
        new Entry(
            cue.getAt(),
            Kind.CUE,
            "cue %s: %s".formatted(word(cue.getChange()), cue.getTitle()),
            cue.getMessage());
    entries.add(new Told(entry, cue.getCueId() + "/" + cue.getNumber()));
  }

  private void query(KnowledgeQuery query) {
    add(query.getAt(), Kind.ASKED, "looked up (" + word(query.getCause()) + ")", "");
  }

  private void insight(Insight insight) {
    String titles =
        insight.getCards().stream()
            .map(each -> "%s (%.2f)".formatted(each.getTitle(), each.getScore()))
            .collect(Collectors.joining("; "));
    int cards = insight.getCards().size();
    String what = cards == 1 ? "1 card" : cards + " cards";
    entries.add(
        new Told(new Entry(insight.getAt(), Kind.CARDS, what, titles), insight.getInsightId()));
  }

  private void feedback(Feedback feedback) {
    add(
        feedback.getAt(),
        Kind.FEEDBACK,
        "%s %s".formatted(feedback.getAction(), feedback.getSubjectId()),
        "");
  }

  private static Told receipt(Delivery receipt) {
    long millis = Duration.between(receipt.getReceivedAt(), receipt.getFinishedAt()).toMillis();
    String reason = receipt.getReason();
    String what =
        "%s: %s, %d attempt%s, %d ms after the frame"
            .formatted(
                receipt.getChannel(),
                word(receipt.getOutcome()),
                receipt.getAttempts(),
                receipt.getAttempts() == 1 ? "" : "s",
                millis);
    return new Told(
        new Entry(receipt.getFinishedAt(), Kind.RECEIPT, what, reason == null ? "" : reason), null);
  }

  private void scorecard(Scorecard scorecard) {
    card = scorecard;
    if (scorecard.getEndedAt() == null
        && scorecard.getAssignedAt() == null
        && !scorecard.getAdoptions().isEmpty()) {
      var adoption = scorecard.getAdoptions().getLast();
      add(adoption.getAt(), Kind.ADOPTED, "judged by revision " + adoption.getRevision(), "");
    }
  }

  private void add(Instant at, Kind kind, String what, String text) {
    entries.add(new Told(new Entry(at, kind, what, text), null));
  }

  private static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
