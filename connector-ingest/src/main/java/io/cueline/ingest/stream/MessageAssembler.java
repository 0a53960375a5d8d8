package io.cueline.ingest.stream;

import java.nio.charset.StandardCharsets;

/**
 * Puts a text message together from the parts it comes in, without ever holding more than the limit
 * of it. Not thread-safe.
 */
public final class MessageAssembler {

  /** So much of a message too long is kept for people to look at. */
  private static final int HEAD = 65_536;

  private final int most;
  private final StringBuilder parts = new StringBuilder();
  private long length;
  private boolean tooLong;
  private long binaryLength;

  /**
   * @param most bytes of UTF-8
   */
  public MessageAssembler(int most) {
    this.most = most;
  }

  /** A part of a text message, the last one or not. */
  public void part(String part, boolean last, MessageListener listener) {
    if (last && length == 0 && part.length() <= most / 3) {
      listener.message(part);
      return;
    }
    length += utf8Length(part);
    tooLong |= length > most;
    int room = tooLong ? Math.max(0, HEAD - parts.length()) : part.length();
    parts.append(part, 0, Math.min(room, part.length()));
    if (last) {
      finish(listener);
    }
  }

  /** A part of a binary message, of which only the length matters: frames are text. */
  public void binary(int bytes, boolean last, MessageListener listener) {
    binaryLength += bytes;
    if (last) {
      long whole = binaryLength;
      binaryLength = 0;
      listener.unreadable("not a text message", "", whole);
    }
  }

  private void finish(MessageListener listener) {
    String text = parts.toString();
    long whole = length;
    boolean rejected = tooLong;
    parts.setLength(0);
    parts.trimToSize();
    length = 0;
    tooLong = false;
    if (rejected) {
      listener.unreadable("longer than %d bytes".formatted(most), text, whole);
    } else {
      listener.message(text);
    }
  }

  private static long utf8Length(String part) {
    return part.getBytes(StandardCharsets.UTF_8).length;
  }
}
