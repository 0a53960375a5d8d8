package io.cueline.publisher.delivery;

import java.time.Instant;

/**
 * One record's way to the tenant.
 *
 * @param position of the record
 * @param causeId names it for good; the idempotency key
 * @param channel the call that carries it; where none does, the channel it would have had
 * @param subjectId what newer records replace: the cue's id, or the insight's
 * @param number counts the states of the subject, from 1
 * @param times of the stages before this one
 * @param expiresAt from then on it is not sent any more
 */
public record Work(
    Position position,
    String causeId,
    String tenant,
    String interactionId,
    String channel,
    String subjectId,
    int number,
    Urgency urgency,
    Purpose purpose,
    Content content,
    Times times,
    Instant expiresAt) {

  /** Wall clock of the stages: frame read, decided, taken up here. */
  public record Times(Instant receivedAt, Instant decidedAt, Instant consumedAt) {}

  public Work {
    if (number < 1) {
      throw new IllegalArgumentException("numbers count from 1, got " + number);
    }
  }
}
