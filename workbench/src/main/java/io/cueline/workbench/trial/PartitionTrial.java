package io.cueline.workbench.trial;

import io.cueline.schemas.Frame;
import io.cueline.topology.rules.RuleSnapshot;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** One partition's log under several sets of rules. Not thread-safe. */
final class PartitionTrial {

  private final List<Replay> replays;
  private final Optional<Instant> from;
  private final Set<String> begunBefore = new HashSet<>();
  private final Set<String> known = new HashSet<>();

  PartitionTrial(List<RuleSnapshot> sets, Optional<Instant> from) {
    this.replays = sets.stream().map(set -> new Replay(set, Optional.empty())).toList();
    this.from = from;
  }

  void take(Frame frame) {
    String id = frame.getInteractionId();
    if (id != null && known.add(id) && from.filter(frame.getAt()::isBefore).isPresent()) {
      begunBefore.add(id);
    }
    if (id == null || !begunBefore.contains(id)) {
      replays.forEach(replay -> replay.take(frame));
    }
  }

  /** Calls in which nothing final was said are none; an id that comes twice is one. */
  List<List<JudgedCall>> calls() {
    Map<String, List<JudgedCall>> byId = new TreeMap<>();
    for (int set = 0; set < replays.size(); set++) {
      for (JudgedCall call : replays.get(set).finish()) {
        List<JudgedCall> sofar =
            byId.computeIfAbsent(call.interactionId(), id -> new ArrayList<>());
        if (sofar.size() == set) {
          sofar.add(call);
        } else {
          sofar.set(set, merged(sofar.getLast(), call));
        }
      }
    }
    return byId.values().stream().filter(each -> each.size() == replays.size()).toList();
  }

  private static JudgedCall merged(JudgedCall one, JudgedCall other) {
    List<Verdict> verdicts = new ArrayList<>(one.verdicts());
    verdicts.addAll(other.verdicts());
    return new JudgedCall(one.interactionId(), verdicts, one.alerts() + other.alerts());
  }
}
