package io.cueline.publisher.delivery;

import io.cueline.schemas.DeliveryOutcome;
import java.time.Instant;
import java.util.Optional;

/**
 * What became of a piece of work, once and for all.
 *
 * @param attempts made; 0 when it was never sent
 * @param status of the last attempt, where an answer came
 * @param reason for people; empty when delivered
 * @param audit of the realtime frame that carried it
 */
public record Receipt(
    Work work,
    DeliveryOutcome outcome,
    int attempts,
    Optional<Integer> status,
    Optional<String> reason,
    Optional<Instant> firstAttemptAt,
    Instant finishedAt,
    Optional<FrameAudit> audit) {

  /** See {@link #mayBeShown(int, Optional)}. */
  public boolean mayBeShown() {
    return mayBeShown(attempts, status);
  }

  /**
   * Whether the tenant may have taken something that was attempted: yes unless it said no. A server
   * fault or a lost connection leaves it open, and then a close must follow.
   *
   * @param status of the last attempt, empty when no answer came, 0 when it was never sent
   */
  public static boolean mayBeShown(int attempts, Optional<Integer> status) {
    return attempts > 0
        && status.map(code -> (code >= 100 && code < 400) || code >= 500).orElse(true);
  }
}
