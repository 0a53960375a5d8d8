package io.cueline.bench;

import io.cueline.schemas.Frame;
import io.cueline.topology.rules.RuleSnapshot;
import java.util.List;

/**
 * What every round is given.
 *
 * @param connection goes to every partition
 * @param frames in the order of their times
 */
record Workload(Frame connection, List<Frame> frames, RuleSnapshot rules) {
  Workload {
    frames = List.copyOf(frames);
  }
}
