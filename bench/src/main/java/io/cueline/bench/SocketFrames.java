package io.cueline.bench;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import io.cueline.schemas.Frame;
import io.cueline.schemas.FrameKind;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/**
 * Calls as a tenant's transcription stream (2a) sends them: WebSocket frames, ready to be written
 * to a socket, so that sending costs hardly more than copying.
 */
final class SocketFrames {

  private static final int FINAL_TEXT = 0x81;
  private static final int TWO_BYTES_OF_LENGTH = 126;
  private static final int MOST = 0xffff;
  private static final int CHUNK = 1 << 16;

  /** Bytes of a frame. */
  private static final int ABOUT = 256;

  private final byte[] bytes;
  private final int count;

  private SocketFrames(byte[] bytes, int count) {
    this.bytes = bytes;
    this.count = count;
  }

  /** How many there are. */
  int count() {
    return count;
  }

  /** Writes all of them; blocks while nobody reads. */
  void writeTo(OutputStream out) throws IOException {
    for (int from = 0; from < bytes.length; from += CHUNK) {
      out.write(bytes, from, Math.min(CHUNK, bytes.length - from));
    }
  }

  static SocketFrames of(List<Frame> frames) {
    ByteArrayOutputStream all = new ByteArrayOutputStream(ABOUT * frames.size());
    for (Frame frame : frames) {
      byte[] payload = json(frame).getBytes(StandardCharsets.UTF_8);
      if (payload.length > MOST) {
        throw new IllegalArgumentException("a turn of more than 64 KiB");
      }
      all.write(FINAL_TEXT);
      if (payload.length < TWO_BYTES_OF_LENGTH) {
        all.write(payload.length);
      } else {
        all.write(TWO_BYTES_OF_LENGTH);
        all.write(payload.length >> 8);
        all.write(payload.length);
      }
      all.writeBytes(payload);
    }
    return new SocketFrames(all.toByteArray(), frames.size());
  }

  private static String json(Frame frame) {
    StringBuilder json = new StringBuilder(200);
    boolean said = frame.getKind() == FrameKind.UTTERANCE;
    json.append(
        said ? "{\"type\":\"transcription\",\"isFinal\":true" : "{\"type\":\"interaction_ended\"");
    json.append(",\"interactionId\":\"").append(frame.getInteractionId()).append('"');
    if (said) {
      String speaker = frame.getSpeaker().name().toLowerCase(Locale.ROOT);
      json.append(",\"speaker\":\"").append(speaker).append("\",\"text\":\"");
      json.append(JsonStringEncoder.getInstance().quoteAsString(String.valueOf(frame.getText())));
      json.append("\",\"confidence\":0.93");
    }
    return json.append('}').toString();
  }
}
