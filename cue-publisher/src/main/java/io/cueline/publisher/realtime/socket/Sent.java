package io.cueline.publisher.realtime.socket;

/** What became of a frame that was to be sent. */
sealed interface Sent {

  /** It was handed to the connection whole. */
  record Gone(long sequence) implements Sent {}

  /** It was not sent and never will be. */
  record Stale(String reason) implements Sent {}

  /** It was not sent, for want of a connection. */
  record NotConnected(String reason) implements Sent {}

  /** The connection broke under it: whether it arrived is not known, and it did whole or not. */
  record Broken(String reason) implements Sent {}
}
