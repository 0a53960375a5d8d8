package io.cueline.ingest.stream;

/** What is told of messages, one at a time. It may block, which stops the reading of the socket. */
public interface MessageListener {

  void message(String raw);

  /**
   * A message that is not read for what it is: too long, or not text.
   *
   * @param head its beginning
   * @param length of the whole, in bytes as far as known
   */
  void unreadable(String reason, String head, long length);
}
