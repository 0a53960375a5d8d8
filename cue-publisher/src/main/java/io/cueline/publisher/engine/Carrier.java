package io.cueline.publisher.engine;

import io.cueline.publisher.delivery.AttemptResult;
import io.cueline.publisher.delivery.Step;

/** Carries the work of one or more channels to whom it is for. Thread-safe. */
public interface Carrier {

  /**
   * Makes one attempt and blocks until it has come out, on a virtual thread. Must not throw; a
   * thread that is interrupted should come back at once.
   */
  AttemptResult send(Step.Send send);

  /** The part of what the tenant allows that is this instance's, above 0 up to 1. */
  default void share(double part) {}
}
