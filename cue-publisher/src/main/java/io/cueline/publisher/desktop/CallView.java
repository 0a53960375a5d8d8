package io.cueline.publisher.desktop;

import io.cueline.publisher.desktop.Message.Carded;
import io.cueline.publisher.desktop.Message.Cued;
import io.cueline.publisher.desktop.Message.Disclosed;
import io.cueline.publisher.desktop.Message.Done;
import io.cueline.publisher.desktop.Message.Violated;
import io.cueline.schemas.CueChange;
import io.cueline.schemas.CueKind;
import io.cueline.schemas.ViolationKind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** All that is shown of one call, bounded. */
final class CallView {

  /** Of each kind; of a call that has more, the oldest are not shown to who connects later. */
  private static final int MOST = 100;

  private static final int LONGEST_TIMELINE = 300;

  /** Which of two records is the later one: call time, then the time of the decision. */
  record Stamp(Instant at, Instant decidedAt) implements Comparable<Stamp> {
    @Override
    public int compareTo(Stamp other) {
      int byCallTime = at.compareTo(other.at);
      return byCallTime != 0 ? byCallTime : decidedAt.compareTo(other.decidedAt);
    }
  }

  final String id;
  private final Map<String, Cued> cues = new LinkedHashMap<>();
  private final Map<String, Disclosed> disclosures = new LinkedHashMap<>();
  private final Map<String, Carded> cards = new LinkedHashMap<>();
  private final Map<String, Done> done = new LinkedHashMap<>();
  private final Map<String, Violated> violations = new LinkedHashMap<>();
  private final List<TimelineEntry> timeline = new ArrayList<>();
  private Optional<String> agentId = Optional.empty();
  private @Nullable Stamp agentSince;
  private @Nullable Instant startedAt;
  private boolean startIsKnown;
  private @Nullable Instant endedAt;
  private Instant changedAt = Instant.EPOCH;

  /** Wall clock of the latest decision about it. */
  Instant touchedAt = Instant.EPOCH;

  CallView(String id) {
    this.id = id;
  }

  /** Only feedback has come of it so far: what it is about has not been read yet. */
  boolean isHidden() {
    return startedAt == null;
  }

  Optional<String> agentId() {
    return agentId;
  }

  Optional<Instant> endedAt() {
    return Optional.ofNullable(endedAt);
  }

  /** Whether that changed what is known of its beginning. */
  boolean begun(Instant at, boolean known) {
    boolean better = known || startedAt == null || (!startIsKnown && at.isBefore(startedAt));
    if (!better || at.equals(startedAt)) {
      startIsKnown |= known;
      return false;
    }
    startIsKnown |= known;
    startedAt = at;
    changedAt = later(changedAt, at);
    return true;
  }

  /** The agent of the latest record that names one; true where that is another than before. */
  boolean assigned(String agent, Stamp stamp) {
    if (agentSince != null && stamp.compareTo(agentSince) < 0) {
      return false;
    }
    agentSince = stamp;
    if (agentId.filter(agent::equals).isPresent()) {
      return false;
    }
    agentId = Optional.of(agent);
    changedAt = later(changedAt, stamp.at);
    note(TimelineEntry.plain(stamp.at, "assigned", Messages.line(agent)));
    return true;
  }

  boolean ended(Instant at) {
    if (endedAt != null) {
      return false;
    }
    endedAt = at;
    changedAt = later(changedAt, at);
    note(TimelineEntry.plain(at, "ended", ""));
    return true;
  }

  boolean put(Cued cue) {
    @Nullable Cued before = cues.get(cue.cueId());
    if (before != null && before.number() >= cue.number()) {
      return false;
    }
    cues.put(cue.cueId(), cue);
    if (cues.size() > MOST) {
      cues.remove(leastWorthKeeping());
    }
    note(
        new TimelineEntry(
            cue.at(),
            "cue",
            TimelineWords.of(cue, Optional.ofNullable(before)),
            cue.items().stream().findFirst().map(Message.Item::ruleId),
            Optional.of(cue.severity())));
    return true;
  }

  boolean put(Disclosed line) {
    disclosures.put(line.ruleId(), line);
    note(
        new TimelineEntry(
            line.at(),
            "disclosure",
            TimelineWords.of(line),
            Optional.of(line.ruleId()),
            Optional.empty()));
    return true;
  }

  boolean put(Carded card) {
    keep(cards, card.cardId(), card);
    note(TimelineEntry.plain(card.at(), "card", card.title()));
    return true;
  }

  boolean put(Violated violation) {
    keep(violations, violation.violationId(), violation);
    // Of missed and undetermined disclosures their own steps tell.
    if (violation.kind() == ViolationKind.PROHIBITED) {
      note(
          new TimelineEntry(
              violation.at(),
              "violation",
              TimelineWords.of(violation),
              Optional.of(violation.ruleId()),
              Optional.of(violation.severity())));
    }
    return true;
  }

  boolean put(Done feedback) {
    keep(done, feedback.subjectId(), feedback);
    String subject =
        Optional.ofNullable(cards.get(feedback.subjectId()))
            .map(Carded::title)
            .or(() -> Optional.ofNullable(cues.get(feedback.subjectId())).map(TimelineWords::what))
            .orElse(feedback.subjectId());
    note(
        TimelineEntry.plain(
            feedback.at(), "feedback", TimelineWords.done(feedback.action(), subject)));
    return true;
  }

  Message.Interaction interaction() {
    Instant began = startedAt == null ? changedAt : startedAt;
    return new Message.Interaction(id, agentId, endedAt != null, began, changedAt);
  }

  /** All there is to see of it for somebody who may. */
  List<Message> messages(boolean toSupervisor) {
    return Stream.<Stream<? extends Message>>of(
            Stream.of(interaction()),
            cues.values().stream(),
            disclosures.values().stream(),
            cards.values().stream(),
            done.values().stream(),
            violations.values().stream())
        .flatMap(each -> each)
        .<Message>map(each -> each)
        .filter(each -> toSupervisor || !each.isForSupervisors())
        .toList();
  }

  List<TimelineEntry> timeline() {
    List<TimelineEntry> all = new ArrayList<>();
    all.add(TimelineEntry.plain(interaction().startedAt(), "started", ""));
    all.addAll(timeline);
    all.sort(Comparator.comparing(TimelineEntry::at));
    return List.copyOf(all);
  }

  FeedbackAnswer judge(String subjectId, String action, String agent) {
    boolean ofCards = action.equals("ACCEPTED") || action.equals("DISMISSED");
    if (!ofCards && !action.equals("ACKNOWLEDGED")) {
      return new FeedbackAnswer.Refused("there is no such action");
    }
    @Nullable Cued cue = cues.get(subjectId);
    boolean known =
        ofCards ? cards.containsKey(subjectId) : cue != null && cue.kind() == CueKind.INTERRUPT;
    if (!known) {
      return new FeedbackAnswer.Refused(
          ofCards ? "there is no such card" : "there is no such interrupt");
    }
    @Nullable Done last = done.get(subjectId);
    return last != null && last.action().equals(action)
        ? new FeedbackAnswer.Recorded()
        : new FeedbackAnswer.Write(agent);
  }

  /** The oldest closed one, where there is one. */
  private String leastWorthKeeping() {
    return cues.values().stream()
        .filter(cue -> cue.change() == CueChange.CLOSED)
        .findFirst()
        .orElseGet(() -> cues.values().iterator().next())
        .cueId();
  }

  private static Instant later(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }

  private void note(TimelineEntry entry) {
    if (timeline.size() == LONGEST_TIMELINE) {
      timeline.removeFirst();
    }
    timeline.add(entry);
  }

  private static <T> void keep(Map<String, T> all, String key, T value) {
    all.put(key, value);
    if (all.size() > MOST) {
      all.remove(all.keySet().iterator().next());
    }
  }
}
