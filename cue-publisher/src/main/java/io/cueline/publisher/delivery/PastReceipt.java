package io.cueline.publisher.delivery;

import io.cueline.schemas.DeliveryOutcome;
import java.util.Optional;

/**
 * A receipt that an earlier owner of the partition wrote.
 *
 * @param causeId of a cue: its id and number
 * @param status of the last attempt, where an answer came
 */
public record PastReceipt(
    String causeId,
    String channel,
    DeliveryOutcome outcome,
    int attempts,
    Optional<Integer> status) {

  /** As {@link Work#receiptKey}. */
  String key() {
    return causeId + "@" + channel;
  }
}
