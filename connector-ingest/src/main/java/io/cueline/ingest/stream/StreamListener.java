package io.cueline.ingest.stream;

/**
 * What is told of a stream, one event at a time: opened, then messages and signs of life, then
 * closed, and again. It may block, which stops the reading of the socket.
 */
public interface StreamListener extends MessageListener {

  /** A connection has been opened; nothing has been read of it yet. */
  void opened();

  /** The other side has shown to be there. */
  void alive();

  /**
   * Nothing more comes of this connection.
   *
   * @param byUs we ended it while it lived: nothing that came up to now has been missed
   */
  void closed(boolean byUs);
}
