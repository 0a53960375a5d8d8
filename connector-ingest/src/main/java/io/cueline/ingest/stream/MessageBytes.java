package io.cueline.ingest.stream;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * Puts a message together from the parts it comes in, without ever holding more than the limit of
 * it. What is too long, no text, or not UTF-8 is told as unreadable. Not thread-safe.
 */
final class MessageBytes {

  /** So much of what cannot be read is kept for people to look at. */
  private static final int HEAD = 65_536;

  private static final char REPLACEMENT = '\uFFFD';

  private final int most;
  private ByteArrayOutputStream parts = new ByteArrayOutputStream();
  private boolean isText;
  private long length;

  /**
   * @param most bytes of a message
   */
  MessageBytes(int most) {
    this.most = most;
  }

  void begin(boolean text) {
    isText = text;
    length = 0;
  }

  /** A part of the message begun last; told on where it is the last one. */
  void part(ByteBuffer part, boolean last, MessageListener listener) {
    boolean whole = last && length == 0;
    length += part.remaining();
    if (whole && length <= most) {
      tell(bytes(part), listener);
      return;
    }
    keep(part);
    if (last) {
      byte[] kept = parts.toByteArray();
      // A long one leaves no memory behind.
      parts = new ByteArrayOutputStream();
      tell(kept, listener);
    }
  }

  private void keep(ByteBuffer part) {
    int most = !isText ? 0 : length > this.most ? HEAD : this.most;
    int room = Math.clamp((long) most - parts.size(), 0, part.remaining());
    byte[] bytes = bytes(part.slice(part.position(), room));
    parts.write(bytes, 0, bytes.length);
  }

  private static byte[] bytes(ByteBuffer part) {
    byte[] bytes = new byte[part.remaining()];
    part.get(bytes);
    return bytes;
  }

  private void tell(byte[] bytes, MessageListener listener) {
    if (!isText) {
      listener.unreadable("not a text message", "", length);
      return;
    }
    int kept = length > most ? Math.min(HEAD, bytes.length) : bytes.length;
    String text = new String(bytes, 0, kept, StandardCharsets.UTF_8);
    if (length > most) {
      listener.unreadable("longer than %d bytes".formatted(most), text, length);
    } else if (text.indexOf(REPLACEMENT) >= 0 && !isUtf8(bytes)) {
      listener.unreadable("not UTF-8 text", text, length);
    } else {
      listener.message(text);
    }
  }

  private static boolean isUtf8(byte[] bytes) {
    try {
      StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
      return true;
    } catch (CharacterCodingException malformed) {
      return false;
    }
  }
}
