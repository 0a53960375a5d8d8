package io.cueline.ingest.stream;

import java.nio.ByteBuffer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Takes the messages out of what comes over a WebSocket, frame by frame (RFC 6455, 5.2), and hands
 * on pings, pongs and closes as they came. Tyrus itself holds each frame whole in memory, ends the
 * connection over one longer than its buffer, and over one byte that is not UTF-8: here such a
 * message is rejected and the stream goes on. Not thread-safe.
 */
final class FrameGate {

  private static final int CONTINUATION = 0;
  private static final int TEXT = 1;
  private static final int BINARY = 2;
  private static final int CLOSE = 8;
  private static final int PONG = 10;
  private static final int LONGEST_HEADER = 10;
  private static final int LONGEST_CONTROL = 125;

  private final MessageBytes messages;
  private final MessageListener listener;
  private final Consumer<ByteBuffer> controls;
  private final Consumer<String> broken;
  private final ByteBuffer header = ByteBuffer.allocate(LONGEST_HEADER);
  private @Nullable ByteBuffer control;
  private boolean inFrame;
  private boolean last;
  private boolean inMessage;
  private boolean over;
  private long left;

  /**
   * @param most bytes of a message
   * @param controls told of whole control frames
   * @param broken told once why the rest cannot be made sense of
   */
  FrameGate(
      int most, MessageListener listener, Consumer<ByteBuffer> controls, Consumer<String> broken) {
    this.messages = new MessageBytes(most);
    this.listener = listener;
    this.controls = controls;
    this.broken = broken;
  }

  /** What has come, from anywhere within a frame to anywhere within another. */
  void take(ByteBuffer data) {
    while (!over && (data.hasRemaining() || (inFrame && left == 0))) {
      if (inFrame) {
        takePayload(data);
      } else {
        takeHeader(data);
      }
    }
    if (over) {
      data.position(data.limit());
    }
  }

  private void takeHeader(ByteBuffer data) {
    while (data.hasRemaining() && header.position() < headerLength()) {
      header.put(data.get());
    }
    if (header.position() >= 2 && header.position() == headerLength()) {
      begin();
    }
  }

  /** As far as known. */
  private int headerLength() {
    if (header.position() < 2) {
      return 2;
    }
    return switch (header.get(1) & 0x7f) {
      case 126 -> 4;
      case 127 -> 10;
      default -> 2;
    };
  }

  private void begin() {
    int opcode = header.get(0) & 0x0f;
    left =
        switch (headerLength()) {
          case 4 -> header.getShort(2) & 0xffff;
          case 10 -> header.getLong(2);
          default -> header.get(1) & 0x7f;
        };
    last = (header.get(0) & 0x80) != 0;
    String wrong = wrong(opcode);
    if (wrong != null) {
      over = true;
      listener.unreadable("not a WebSocket frame: " + wrong, "", Math.max(0, left));
      broken.accept("the tenant broke the protocol: " + wrong);
      return;
    }
    if (opcode >= CLOSE) {
      control = ByteBuffer.allocate(header.position() + (int) left).put(header.flip());
    } else if (opcode != CONTINUATION) {
      inMessage = true;
      messages.begin(opcode == TEXT);
    }
    header.clear();
    inFrame = true;
  }

  private @Nullable String wrong(int opcode) {
    if ((header.get(0) & 0x70) != 0) {
      return "a reserved bit is set";
    }
    if ((header.get(1) & 0x80) != 0) {
      return "a server masks nothing";
    }
    if (left < 0) {
      return "a length that cannot be";
    }
    if (opcode >= CLOSE) {
      return opcode > PONG || !last || left > LONGEST_CONTROL
          ? "no control frame is like this"
          : null;
    }
    if (opcode > BINARY) {
      return "an unknown opcode";
    }
    return inMessage == (opcode == CONTINUATION) ? null : "a message within a message, or none";
  }

  private void takePayload(ByteBuffer data) {
    int length = (int) Math.min(left, data.remaining());
    ByteBuffer part = data.slice(data.position(), length);
    data.position(data.position() + length);
    left -= length;
    boolean complete = left == 0;
    inFrame = !complete;
    ByteBuffer controlFrame = control;
    if (controlFrame != null) {
      controlFrame.put(part);
      if (complete) {
        control = null;
        controls.accept(controlFrame.flip());
      }
    } else {
      inMessage = !(complete && last);
      messages.part(part, complete && last, listener);
    }
  }
}
