package io.cueline.publisher.desktop;

import java.time.Instant;
import java.util.Optional;

/**
 * A message as it is sent.
 *
 * @param receipt what to receipt once the client has it; empty for what it is only shown again
 */
public record Outgoing(String text, Optional<Receiptable> receipt) {

  /**
   * @param takenUpAt when it was put into the client's outbox
   */
  public record Receiptable(Cause cause, Instant takenUpAt) {}

  static Outgoing plain(String text) {
    return new Outgoing(text, Optional.empty());
  }
}
