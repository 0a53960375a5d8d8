package io.cueline.workbench.tenant.journal;

import java.time.Instant;

/**
 * How far a replay has come.
 *
 * @param startAt call time of its start
 * @param plan the plan's fingerprint
 * @param clock call time reached
 * @param position frames of the plan that are done with, sent or lost
 */
public record Progress(Instant startAt, String plan, Instant clock, int position) {

  Progress moved(Instant to, int newPosition) {
    return new Progress(startAt, plan, to.isAfter(clock) ? to : clock, newPosition);
  }
}
