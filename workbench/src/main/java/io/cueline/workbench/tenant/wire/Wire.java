package io.cueline.workbench.tenant.wire;

import io.cueline.workbench.tenant.calls.PlannedFrame;
import java.time.Instant;

/**
 * How one stream words what happens in a call. Keeps nothing: a frame says all there is to know.
 */
public interface Wire {

  /** How many messages a frame makes; 0 where this stream has no word for it. */
  int parts(PlannedFrame frame);

  /**
   * One of them.
   *
   * @param part from 0
   * @param at call time
   */
  Message message(PlannedFrame frame, int part, Instant at);
}
