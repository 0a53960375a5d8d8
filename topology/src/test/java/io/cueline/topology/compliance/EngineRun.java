package io.cueline.topology.compliance;

import io.cueline.schemas.Frame;
import io.cueline.schemas.FrameKind;
import io.cueline.topology.compliance.ComplianceEngine.Outcome;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/**
 * The engine with what an adapter gives it: states by interaction, sources, ticks to whom they are
 * for.
 */
public final class EngineRun {

  private final Map<String, SourceState> sources = new HashMap<>();
  private final TreeMap<String, Kept> kept = new TreeMap<>();
  private final TreeMap<String, List<Decision>> decisions = new TreeMap<>();
  private final ComplianceEngine engine;
  private final UnaryOperator<Kept> storing;

  /**
   * @param storing what a store makes of a state between two events
   */
  public EngineRun(RuleBook rules, UnaryOperator<Kept> storing) {
    this.engine = new ComplianceEngine(name -> Optional.ofNullable(sources.get(name)), rules);
    this.storing = storing;
  }

  public void take(Frame frame) {
    SourceState.after(Optional.ofNullable(sources.get(frame.getSource())), frame)
        .ifPresent(next -> sources.put(frame.getSource(), next));
    if (frame.getKind() == FrameKind.TICK) {
      tick(frame);
    } else if (frame.getKind() != FrameKind.EPOCH) {
      String id = frame.getInteractionId();
      keep(id, engine.onFrame(id, Optional.ofNullable(kept.get(id)), frame));
    }
  }

  private void tick(Frame tick) {
    SourceState source = sources.get(tick.getSource());
    if (source == null || source.epoch() != tick.getEpoch()) {
      return;
    }
    for (String id : List.copyOf(kept.keySet())) {
      Kept state = kept.get(id);
      if (state != null) {
        keep(id, engine.onTick(id, state, tick.getSource(), tick.getReadUpTo()));
      }
    }
  }

  private void keep(String id, Outcome outcome) {
    outcome
        .kept()
        .ifPresentOrElse(state -> kept.put(id, storing.apply(state)), () -> kept.remove(id));
    decisions.computeIfAbsent(id, any -> new ArrayList<>()).addAll(outcome.decisions());
  }

  public Optional<Kept> kept(String id) {
    return Optional.ofNullable(kept.get(id));
  }

  /** Of those with any. */
  public Map<String, List<Decision>> decisions() {
    TreeMap<String, List<Decision>> made = new TreeMap<>(decisions);
    made.values().removeIf(List::isEmpty);
    return made;
  }

  public List<Decision> decisions(String id) {
    return decisions.getOrDefault(id, List.of());
  }
}
