package io.cueline.publisher.delivery;

import java.time.Duration;
import java.util.Optional;

/** How an attempt came out, and what that means for the next one. */
public sealed interface AttemptResult {

  /** The tenant took it. */
  record Taken(int status) implements AttemptResult {}

  /**
   * To be tried again.
   *
   * @param after how long to wait at least
   * @param everybody the tenant asked the whole client to wait, not only this piece of work
   */
  record Again(Optional<Integer> status, Duration after, boolean everybody, String reason)
      implements AttemptResult {}

  /** Never again. */
  record GivenUp(Optional<Integer> status, String reason) implements AttemptResult {}
}
