package io.cueline.publisher.delivery;

import java.time.Duration;
import java.util.Optional;

/** How an attempt came out, and what that means for the next one. */
public sealed interface AttemptResult {

  /** In place of a status: the other side was not asked, so it says nothing about it. */
  Optional<Integer> NEVER_SENT = Optional.of(0);

  /** The last HTTP status, where there was one. */
  Optional<Integer> status();

  /** The other side took it. */
  record Taken(Optional<Integer> status, Optional<FrameAudit> audit) implements AttemptResult {

    public Taken(int status) {
      this(Optional.of(status), Optional.empty());
    }
  }

  /**
   * To be tried again.
   *
   * @param after how long to wait at least
   * @param everybody the tenant asked the whole client to wait, not only this piece of work
   */
  record Again(Optional<Integer> status, Duration after, boolean everybody, String reason)
      implements AttemptResult {}

  /** Never again. */
  record GivenUp(Optional<Integer> status, String reason, Optional<FrameAudit> audit)
      implements AttemptResult {

    public GivenUp(Optional<Integer> status, String reason) {
      this(status, reason, Optional.empty());
    }
  }

  /** Not sent: whoever was to send it found it past its time. It is receipted as expired. */
  record Stale(String reason, Optional<FrameAudit> audit) implements AttemptResult {
    @Override
    public Optional<Integer> status() {
      return Optional.empty();
    }
  }
}
