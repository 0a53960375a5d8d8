package io.cueline.publisher.delivery;

import java.time.Instant;
import java.util.List;

/**
 * One record's way by one channel.
 *
 * @param position of the record
 * @param causeId names the record for good; the idempotency key
 * @param channel what carries it; where nothing does, the channel it would have had
 * @param outside whether the channel does not belong to the tenant's client, see {@link Routes}
 * @param subjectId what newer records replace: the cue's id, the insight's, the feedback's
 * @param number counts the states of the subject, from 1
 * @param times of the stages before this one
 * @param expiresAt from then on it is not sent any more
 * @param then the same record's ways that are gone only when this one was delivered
 */
public record Work(
    Position position,
    String causeId,
    String tenant,
    String interactionId,
    String channel,
    boolean outside,
    String subjectId,
    int number,
    Urgency urgency,
    Purpose purpose,
    Content content,
    Times times,
    Instant expiresAt,
    List<Work> then) {

  /** Wall clock of the stages: frame read, decided, taken up here. */
  public record Times(Instant receivedAt, Instant decidedAt, Instant consumedAt) {}

  public Work {
    if (number < 1) {
      throw new IllegalArgumentException("numbers count from 1, got " + number);
    }
    then = List.copyOf(then);
  }

  /** Names its receipt: one record has as many as it has channels. */
  public String receiptKey() {
    return causeId + "@" + channel;
  }

  /** How many receipts it will have, with those of what follows it. */
  public int parts() {
    return 1 + then.stream().mapToInt(Work::parts).sum();
  }

  /** Of what shares a slot, the newest goes. */
  String slot() {
    return subjectId + "@" + channel;
  }

  /**
   * What shares a lane goes one at a time: an interaction, or what is told to an outsider of it.
   */
  String lane() {
    return outside ? interactionId + "@" + channel : interactionId;
  }
}
