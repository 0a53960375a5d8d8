package io.cueline.publisher.delivery;

import io.cueline.cxone.profile.Channels;
import io.cueline.publisher.delivery.Work.Times;
import io.cueline.schemas.Cue;
import io.cueline.schemas.CueChange;
import io.cueline.schemas.CueKind;
import io.cueline.schemas.Insight;
import java.time.Instant;
import java.util.Optional;

/** Makes records into work: which channel carries them, how urgent they are, when they expire. */
public record Routing(Channels channels, Expiry expiry) {

  private static final String UNKNOWN_CHANNEL = "none";

  public Work work(Cue cue, Position position, Instant consumedAt) {
    Times times = new Times(cue.getReceivedAt(), cue.getDecidedAt(), consumedAt);
    Urgency urgency = urgency(cue);
    return new Work(
        position,
        cue.getCueId() + "/" + cue.getNumber(),
        cue.getTenant(),
        cue.getInteractionId(),
        channel(cue.getKind()).orElse(UNKNOWN_CHANNEL),
        cue.getCueId(),
        Math.max(1, cue.getNumber()),
        urgency,
        purpose(cue),
        new Content.OfCue(cue),
        times,
        expiry.at(urgency, times));
  }

  public Work work(Insight insight, Position position, Instant consumedAt) {
    Times times = new Times(insight.getReceivedAt(), insight.getDecidedAt(), consumedAt);
    return new Work(
        position,
        insight.getInsightId(),
        insight.getTenant(),
        insight.getInteractionId(),
        channels.card().stream().findFirst().orElse(UNKNOWN_CHANNEL),
        insight.getInsightId(),
        1,
        Urgency.CARD,
        purpose(insight),
        new Content.OfInsight(insight),
        times,
        expiry.at(Urgency.CARD, times));
  }

  private Optional<String> channel(CueKind kind) {
    return switch (kind) {
      case INTERRUPT -> channels.interrupt().stream().findFirst();
      case DISCLOSURE -> channels.disclosure().stream().findFirst();
      case OTHER -> Optional.empty();
    };
  }

  private static Urgency urgency(Cue cue) {
    if (cue.getChange() == CueChange.CLOSED) {
      return Urgency.CLOSE;
    }
    return cue.getKind() == CueKind.INTERRUPT ? Urgency.INTERRUPT : Urgency.DISCLOSURE;
  }

  private Purpose purpose(Cue cue) {
    if (channel(cue.getKind()).isEmpty()) {
      return new Purpose.Nothing(
          cue.getKind() == CueKind.OTHER
              ? "a kind of cue this version does not know"
              : "the profile has no channel for it");
    }
    if (cue.getKind() == CueKind.INTERRUPT) {
      return cue.getChange() == CueChange.OPENED
          ? new Purpose.Show()
          : new Purpose.Nothing("a prompt cannot be changed or taken back");
    }
    return switch (cue.getChange()) {
      case OPENED -> new Purpose.Show();
      case UPDATED -> channels.disclosureChanges() ? new Purpose.Show() : new Purpose.ShowOnce();
      case CLOSED ->
          channels.disclosureChanges()
              ? new Purpose.Close()
              : new Purpose.Nothing("the profile sends no changes");
      case OTHER -> new Purpose.Nothing("a change of cue this version does not know");
    };
  }

  private Purpose purpose(Insight insight) {
    if (insight.getCards().isEmpty()) {
      return new Purpose.Nothing("no card in it");
    }
    return channels.card().isEmpty()
        ? new Purpose.Nothing("the profile has no channel for it")
        : new Purpose.Show();
  }
}
