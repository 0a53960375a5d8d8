package io.cueline.publisher.delivery;

import io.cueline.publisher.delivery.Work.Times;
import io.cueline.schemas.Cue;
import io.cueline.schemas.CueChange;
import io.cueline.schemas.CueKind;
import io.cueline.schemas.Feedback;
import io.cueline.schemas.Insight;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/**
 * Makes records into work: which channels carry them, how urgent they are, when they expire. A
 * record has a piece of work for each channel, one at least.
 */
public record Routing(Routes routes, Expiry expiry) {

  private static final String UNKNOWN_CHANNEL = "none";
  private static final Purpose NO_CHANNEL =
      new Purpose.Nothing("the profile has no channel for it");

  /** Done to a cue, and nothing about a card. */
  private static final Set<String> OF_CUES = Set.of("ACKNOWLEDGED");

  public List<Work> works(Cue cue, Position position, Instant consumedAt) {
    Common common =
        new Common(
            position,
            cue.getCueId() + "/" + cue.getNumber(),
            cue.getTenant(),
            cue.getInteractionId(),
            cue.getCueId(),
            Math.max(1, cue.getNumber()),
            urgency(cue),
            new Content.OfCue(cue),
            new Times(cue.getReceivedAt(), cue.getDecidedAt(), consumedAt));
    return switch (cue.getKind()) {
      case INTERRUPT -> works(common, routes.interrupt(), channel -> purpose(cue, channel));
      case DISCLOSURE -> works(common, routes.disclosure(), channel -> purpose(cue, channel));
      case OTHER ->
          works(
              common,
              List.of(UNKNOWN_CHANNEL),
              _ -> new Purpose.Nothing("a kind of cue this version does not know"));
    };
  }

  public List<Work> works(Insight insight, Position position, Instant consumedAt) {
    Common common =
        new Common(
            position,
            insight.getInsightId(),
            insight.getTenant(),
            insight.getInteractionId(),
            insight.getInsightId(),
            1,
            Urgency.CARD,
            new Content.OfInsight(insight),
            new Times(insight.getReceivedAt(), insight.getDecidedAt(), consumedAt));
    Purpose purpose =
        insight.getCards().isEmpty() ? new Purpose.Nothing("no card in it") : new Purpose.Show();
    return works(common, routes.card(), _ -> purpose);
  }

  /** The same thing done to the same card twice is one thing: both have one cause id. */
  public List<Work> works(Feedback feedback, Position position, Instant consumedAt) {
    String causeId =
        "%s/%s/%s"
            .formatted(feedback.getInteractionId(), feedback.getSubjectId(), feedback.getAction());
    Common common =
        new Common(
            position,
            causeId,
            feedback.getTenant(),
            feedback.getInteractionId(),
            causeId,
            1,
            Urgency.FEEDBACK,
            new Content.OfFeedback(feedback),
            new Times(feedback.getReceivedAt(), feedback.getReceivedAt(), consumedAt));
    return works(common, routes.feedback(), channel -> purpose(feedback, channel));
  }

  /** What the works of one record have in common. */
  private record Common(
      Position position,
      String causeId,
      String tenant,
      String interactionId,
      String subjectId,
      int number,
      Urgency urgency,
      Content content,
      Times times) {}

  private List<Work> works(
      Common common, List<String> channels, Function<String, Purpose> purpose) {
    if (channels.isEmpty()) {
      return List.of(work(common, UNKNOWN_CHANNEL, NO_CHANNEL, List.of()));
    }
    List<Work> works = new ArrayList<>();
    List<Work> told = new ArrayList<>();
    for (String channel : channels) {
      Work work = work(common, channel, purpose.apply(channel), List.of());
      boolean ofItself = common.urgency() == Urgency.FEEDBACK || channels.size() == 1;
      (channel.equals(Routes.CALLBACK) && !ofItself ? told : works).add(work);
    }
    Work first = works.getFirst();
    works.set(0, work(common, first.channel(), first.purpose(), told));
    return works;
  }

  private Work work(Common common, String channel, Purpose purpose, List<Work> then) {
    return new Work(
        common.position(),
        common.causeId(),
        common.tenant(),
        common.interactionId(),
        channel,
        routes.outside().contains(channel),
        common.subjectId(),
        common.number(),
        common.urgency(),
        purpose,
        common.content(),
        common.times(),
        expiry.at(common.urgency(), common.times()),
        then);
  }

  private static Urgency urgency(Cue cue) {
    if (cue.getChange() == CueChange.CLOSED) {
      return Urgency.CLOSE;
    }
    return cue.getKind() == CueKind.INTERRUPT ? Urgency.INTERRUPT : Urgency.DISCLOSURE;
  }

  private Purpose purpose(Cue cue, String channel) {
    if (channel.equals(Routes.CALLBACK) && cue.getChange() != CueChange.OPENED) {
      return new Purpose.Nothing("the callback is told what was shown, not how it changed");
    }
    boolean canTakeBack = routes.canTakeBack(channel);
    if (cue.getKind() == CueKind.INTERRUPT && !canTakeBack) {
      return cue.getChange() == CueChange.OPENED
          ? new Purpose.Show()
          : new Purpose.Nothing("a prompt cannot be changed or taken back");
    }
    return switch (cue.getChange()) {
      case OPENED -> new Purpose.Show();
      case UPDATED -> routes.disclosureChanges() ? new Purpose.Show() : new Purpose.ShowOnce();
      case CLOSED -> close(canTakeBack);
      case OTHER -> new Purpose.Nothing("a change of cue this version does not know");
    };
  }

  private Purpose close(boolean canTakeBack) {
    if (!canTakeBack) {
      return new Purpose.Nothing("a prompt cannot be changed or taken back");
    }
    return routes.disclosureChanges()
        ? new Purpose.Close()
        : new Purpose.Nothing("the profile sends no changes");
  }

  private static Purpose purpose(Feedback feedback, String channel) {
    String action = feedback.getAction();
    if (OF_CUES.contains(action)) {
      return new Purpose.Nothing("done to a cue, not to a card");
    }
    return channel.equals(Routes.CALLBACK) && !action.equals("ACCEPTED")
        ? new Purpose.Nothing("the callback is told of acceptance only")
        : new Purpose.Show();
  }
}
