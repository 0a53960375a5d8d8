package io.cueline.publisher.delivery;

import java.time.Instant;

/** What the delivery core wants done. */
public sealed interface Step {

  /**
   * Make an attempt and answer with {@link Dispatcher#answered}.
   *
   * @param sending names this attempt in the answer
   * @param attempt from 1
   * @param shownBefore an earlier state of the same subject may be before the agent
   */
  record Send(long sending, Work work, int attempt, boolean shownBefore) implements Step {}

  /** Write the receipt; then the record is finished. */
  record Settle(Receipt receipt) implements Step {}

  /** The receipt was written by an earlier owner: the record is finished. */
  record Finish(Work work) implements Step {}

  /** Somebody should know; nothing depends on it. */
  sealed interface Notice extends Step {}

  /** The other instances should wait too. */
  record Paused(Pause pause) implements Notice {}

  /** The channel does not answer and is left alone for a while. */
  record Opened(String channel, Instant until) implements Notice {}

  /** The channel answers again. */
  record Closed(String channel) implements Notice {}
}
