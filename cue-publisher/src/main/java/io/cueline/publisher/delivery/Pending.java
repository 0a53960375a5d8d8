package io.cueline.publisher.delivery;

import io.cueline.schemas.DeliveryOutcome;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Work that is not settled yet, and what was tried so far. Confined to its {@link Dispatcher}. */
final class Pending {

  final Work work;

  /** Order of arrival. */
  final long sequence;

  Instant notBefore;
  int attempts;
  boolean shownBefore;

  /** What the {@link Throttle} wants to hear when the attempt under way has ended. */
  long permit;

  private Optional<Integer> status = Optional.empty();
  private Optional<String> reason = Optional.empty();
  private Optional<FrameAudit> audit = Optional.empty();
  private @Nullable Instant firstAttemptAt;

  Pending(Work work, long sequence, Instant now) {
    this.work = work;
    this.sequence = sequence;
    this.notBefore = now;
  }

  void startedAt(Instant now) {
    attempts++;
    if (firstAttemptAt == null) {
      firstAttemptAt = now;
    }
  }

  void cameOut(
      Optional<Integer> newStatus, Optional<String> newReason, Optional<FrameAudit> newAudit) {
    status = newStatus;
    reason = newReason;
    audit = newAudit;
  }

  /** A receipt that tells of the last attempt, if any, why it is not delivered. */
  Receipt receipt(DeliveryOutcome outcome, Instant now) {
    return new Receipt(
        work, outcome, attempts, status, reason, Optional.ofNullable(firstAttemptAt), now, audit);
  }

  Receipt receipt(DeliveryOutcome outcome, String why, Instant now) {
    String whole = reason.map(last -> why + "; last attempt: " + last).orElse(why);
    return new Receipt(
        work,
        outcome,
        attempts,
        status,
        Optional.of(whole),
        Optional.ofNullable(firstAttemptAt),
        now,
        audit);
  }
}
