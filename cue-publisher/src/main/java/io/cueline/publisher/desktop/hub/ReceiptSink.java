package io.cueline.publisher.desktop.hub;

import io.cueline.publisher.desktop.Outgoing.Receiptable;
import java.time.Instant;

/** Where it is written that something reached an agent's desktop. Thread-safe. */
@FunctionalInterface
public interface ReceiptSink {

  /** Keeps nothing. */
  ReceiptSink NONE = (_, _, _) -> {};

  /**
   * Must be quick and never block.
   *
   * @param sentAt when it was handed to the socket
   * @param takenAt when the socket had taken it
   */
  void delivered(Receiptable receipt, Instant sentAt, Instant takenAt);
}
