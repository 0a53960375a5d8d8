package io.cueline.publisher.delivery;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The lanes that hold anything. Confined to its {@link Dispatcher}. */
final class Lanes {

  private final Map<String, Lane> lanes = new HashMap<>();

  /** The lane of this work, new where it was empty. */
  Lane of(Work work) {
    return lanes.computeIfAbsent(work.lane(), _ -> new Lane());
  }

  /** Forgets the lane of this work if nothing is in it. */
  void tidy(Work work) {
    Lane lane = lanes.get(work.lane());
    if (lane != null && lane.isEmpty()) {
      lanes.remove(work.lane());
    }
  }

  /** All that waits. */
  List<Pending> waiting() {
    return lanes.values().stream().map(Lane::waiting).flatMap(Collection::stream).toList();
  }
}
