package io.cueline.workbench.audit;

import io.cueline.schemas.Adoption;
import io.cueline.schemas.Frame;
import io.cueline.schemas.FrameKind;
import io.cueline.schemas.Position;
import io.cueline.schemas.Scorecard;
import io.cueline.schemas.Violation;
import io.cueline.topology.app.Records;
import io.cueline.topology.compliance.ComplianceEngine;
import io.cueline.topology.compliance.Decision;
import io.cueline.topology.compliance.Kept;
import io.cueline.topology.compliance.RuleBook;
import io.cueline.topology.compliance.SourceState;
import io.cueline.topology.rules.RuleSnapshot;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An interaction decided once more: the engine that decides live, on the frames of one partition in
 * the order of the log, under the revisions the interaction is known to have adopted. Not
 * thread-safe.
 */
final class Redecision {

  private final String interactionId;
  private final AdoptedRules rules;
  private final ComplianceEngine engine;
  private final Map<String, SourceState> sources = new HashMap<>();
  private final Set<Connection> connections = new HashSet<>();
  private final Map<String, Violation> violations = new LinkedHashMap<>();
  private final List<Scorecard> cards = new ArrayList<>();
  private Optional<Kept> kept = Optional.empty();
  private @Nullable Frame first;
  private int frames;

  private record Connection(String source, long epoch) {}

  /**
   * @param adoptions of the interaction's scorecards, in their order
   */
  Redecision(String interactionId, List<Adoption> adoptions, RecordedRules recorded) {
    this.interactionId = interactionId;
    this.rules = new AdoptedRules(adoptions, recorded);
    this.engine = new ComplianceEngine(source -> Optional.ofNullable(sources.get(source)), rules);
  }

  /**
   * The partition's next frame, whosesoever it is.
   *
   * @throws RecordedRules.Gone where the rules it was judged by are not on record
   */
  void take(Frame frame) {
    SourceState.after(Optional.ofNullable(sources.get(frame.getSource())), frame)
        .ifPresent(next -> sources.put(frame.getSource(), next));
    switch (frame.getKind()) {
      case EPOCH -> connections.add(new Connection(frame.getSource(), frame.getEpoch()));
      case TICK -> tick(frame);
      case UTTERANCE, FRAGMENT, DIALOG_STATE, FEEDBACK, ASSIGNMENT, END, OTHER -> own(frame);
    }
  }

  private void own(Frame frame) {
    if (!interactionId.equals(frame.getInteractionId())) {
      return;
    }
    if (first == null) {
      first = frame;
    }
    frames++;
    rules.reach(frame);
    keep(engine.onFrame(interactionId, kept, frame), frame);
  }

  private void tick(Frame frame) {
    Instant readUpTo = frame.getReadUpTo();
    SourceState source = sources.get(frame.getSource());
    if (readUpTo == null
        || source == null
        || source.epoch() != frame.getEpoch()
        || kept.isEmpty()) {
      return;
    }
    Instant due = kept.get().wakes().get(frame.getSource());
    if (due != null && !due.isAfter(readUpTo)) {
      keep(engine.onTick(interactionId, kept.get(), frame.getSource(), readUpTo), frame);
    }
  }

  private void keep(ComplianceEngine.Outcome outcome, Frame cause) {
    kept = outcome.kept();
    // Processing times take no part in the comparison.
    Records records = new Records(cause.getTenant(), interactionId, Instant.EPOCH, Instant.EPOCH);
    for (Decision decision : outcome.decisions()) {
      switch (records.of(decision).value()) {
        case Violation violation -> violations.put(violation.getViolationId(), violation);
        case Scorecard card -> cards.add(card);
        default -> {} // cues, queries and steps follow from these
      }
    }
  }

  /** By id, in the order of decision. */
  Map<String, Violation> violations() {
    return violations;
  }

  /** One for each adoption, each other agent and each end. */
  List<Scorecard> cards() {
    return cards;
  }

  /** How many frames of the interaction there were. */
  int frames() {
    return frames;
  }

  /** When its first frame was; empty where there was none. */
  Optional<Instant> begin() {
    return Optional.ofNullable(first).map(Frame::getAt);
  }

  /** Whether the log also tells how the connection began over which the interaction came. */
  boolean knowsItsConnection() {
    return first != null
        && connections.contains(new Connection(first.getSource(), first.getEpoch()));
  }

  boolean isOpen() {
    return kept.filter(each -> !(each instanceof Kept.Ended)).isPresent();
  }

  /** What was in force when an utterance adopted it, and stayed adopted until the next. */
  private static final class AdoptedRules implements RuleBook {
    private final Map<Position, Long> adoptions = new HashMap<>();
    private final RecordedRules recorded;
    private long now;

    AdoptedRules(List<Adoption> adoptions, RecordedRules recorded) {
      this.recorded = recorded;
      adoptions.forEach(each -> this.adoptions.put(each.getPosition(), each.getRevision()));
      this.now = adoptions.isEmpty() ? 0 : adoptions.getFirst().getRevision();
    }

    void reach(Frame frame) {
      if (frame.getKind() == FrameKind.UTTERANCE) {
        Position position = new Position(frame.getSource(), frame.getEpoch(), frame.getSeq());
        now = adoptions.getOrDefault(position, now);
      }
    }

    @Override
    public RuleSnapshot current() {
      return recorded.revision(now);
    }

    @Override
    public RuleSnapshot adopted(long revision) {
      return recorded.revision(revision);
    }
  }
}
