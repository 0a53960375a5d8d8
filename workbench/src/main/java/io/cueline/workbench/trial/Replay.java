package io.cueline.workbench.trial;

import io.cueline.schemas.Frame;
import io.cueline.schemas.FrameKind;
import io.cueline.schemas.Position;
import io.cueline.topology.compliance.ComplianceEngine;
import io.cueline.topology.compliance.ComplianceEngine.Outcome;
import io.cueline.topology.compliance.Decision;
import io.cueline.topology.compliance.Kept;
import io.cueline.topology.compliance.RuleBook;
import io.cueline.topology.compliance.SourceState;
import io.cueline.topology.rules.RuleSnapshot;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;

/**
 * A log of frames judged from its beginning by one set of rules, with the engine that decides live.
 * Holds what is open and what has been decided. Not thread-safe.
 */
public final class Replay {

  private record Wake(Instant due, String interactionId) {}

  private final RuleSnapshot rules;
  private final Optional<Instant> zero;
  private final ComplianceEngine engine;
  private final Map<String, SourceState> sources = new HashMap<>();
  private final Map<String, Kept> kept = new HashMap<>();
  private final Map<String, Trace> traces = new HashMap<>();
  private final Map<String, PriorityQueue<Wake>> wakes = new HashMap<>();
  private final List<JudgedCall> judged = new ArrayList<>();

  /**
   * @param zero from which times count in every call; empty for each call's first frame
   */
  public Replay(RuleSnapshot rules, Optional<Instant> zero) {
    this.rules = rules;
    this.zero = zero;
    this.engine =
        new ComplianceEngine(
            source -> Optional.ofNullable(sources.get(source)), RuleBook.of(rules));
  }

  /** The next frame of the log. */
  public void take(Frame frame) {
    SourceState.after(Optional.ofNullable(sources.get(frame.getSource())), frame)
        .ifPresent(next -> sources.put(frame.getSource(), next));
    switch (frame.getKind()) {
      case TICK -> tick(frame);
      case EPOCH -> {}
      case UTTERANCE, FRAGMENT, DIALOG_STATE, FEEDBACK, ASSIGNMENT, END, OTHER -> own(frame);
    }
  }

  /** Every call that has ended, in the order of their ends; then, as far as they go, the others. */
  public List<JudgedCall> finish() {
    traces.values().stream()
        .sorted(Comparator.comparing(Trace::interactionId))
        .forEach(open -> judged.add(open.judged()));
    traces.clear();
    return List.copyOf(judged);
  }

  private void own(Frame frame) {
    String id = frame.getInteractionId();
    if (id == null) {
      return;
    }
    Optional<Kept> before = Optional.ofNullable(kept.get(id));
    if (!traces.containsKey(id) && !(before.orElse(null) instanceof Kept.Ended)) {
      traces.put(id, new Trace(id, rules, zero.orElse(frame.getAt())));
    }
    Trace trace = traces.get(id);
    if (trace != null && frame.getKind() == FrameKind.UTTERANCE && frame.getIsFinal()) {
      trace.heard(frame);
    }
    finish(id, engine.onFrame(id, before, frame));
  }

  private void tick(Frame tick) {
    SourceState source = sources.get(tick.getSource());
    PriorityQueue<Wake> waiting = wakes.get(tick.getSource());
    Instant readUpTo = tick.getReadUpTo();
    if (source == null
        || waiting == null
        || readUpTo == null
        || source.epoch() != tick.getEpoch()) {
      return;
    }
    while (!waiting.isEmpty() && !waiting.peek().due().isAfter(readUpTo)) {
      String id = waiting.remove().interactionId();
      Kept state = kept.get(id);
      if (state != null) {
        finish(id, engine.onTick(id, state, tick.getSource(), readUpTo));
      }
    }
  }

  private void finish(String id, Outcome outcome) {
    Kept before = outcome.kept().isPresent() ? kept.put(id, outcome.kept().get()) : kept.remove(id);
    outcome
        .kept()
        .map(Kept::wakes)
        .filter(next -> before == null || !next.equals(before.wakes()))
        .ifPresent(next -> next.forEach((source, due) -> arm(source, new Wake(due, id))));
    for (Decision decision : outcome.decisions()) {
      Trace trace = traces.get(id);
      if (trace != null && trace.decided(decision)) {
        judged.add(trace.judged());
        traces.remove(id);
      }
    }
    if (outcome.kept().isEmpty()) {
      traces.remove(id);
    }
  }

  private void arm(String source, Wake wake) {
    wakes
        .computeIfAbsent(
            source,
            name ->
                new PriorityQueue<>(
                    Comparator.comparing(Wake::due).thenComparing(Wake::interactionId)))
        .add(wake);
  }

  static Position position(Frame frame) {
    return new Position(frame.getSource(), frame.getEpoch(), frame.getSeq());
  }
}
