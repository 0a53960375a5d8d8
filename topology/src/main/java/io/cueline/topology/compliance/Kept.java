package io.cueline.topology.compliance;

import io.cueline.topology.compliance.InteractionState.Seen;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** What is kept of an interaction between two events. */
public sealed interface Kept permits InteractionState, Kept.Ended {

  /** By source, when that source's ticks should be shown to it next; a later look is no harm. */
  Map<String, Instant> wakes();

  /**
   * It has ended; stragglers open nothing until the marker goes.
   *
   * @param source whose time it goes by
   * @param until when it goes
   */
  record Ended(String source, Instant until, List<Seen> seen) implements Kept {
    public Ended {
      seen = List.copyOf(seen);
    }

    @Override
    public Map<String, Instant> wakes() {
      return Map.of(source, until);
    }
  }
}
