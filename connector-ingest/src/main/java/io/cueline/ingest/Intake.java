package io.cueline.ingest;

import io.cueline.ingest.dialect.FrameContent;
import io.cueline.ingest.dialect.FrameDecoder;
import io.cueline.ingest.dialect.Reading;
import io.cueline.ingest.kafka.FrameLog;
import io.cueline.ingest.masking.Masker;
import io.cueline.ingest.stream.StreamListener;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** What comes over a stream: decoded, masked, written. Nothing goes by unmasked. */
final class Intake implements StreamListener {

  /** Of a frame that could not be read, so many bytes are kept. */
  private static final int RAW_BYTES = 65_536;

  /** Masked beyond the cut, so that no half of a card number stands before it. */
  private static final int BEYOND = 256;

  private final FrameDecoder decoder;
  private final StreamRole role;
  private final FrameLog log;

  Intake(FrameDecoder decoder, StreamRole role, FrameLog log) {
    this.decoder = decoder;
    this.role = role;
    this.log = log;
  }

  @Override
  public void opened() {
    log.connected(decoder.dialect().announcesStart());
  }

  @Override
  public void message(String raw) {
    switch (decoder.decode(raw)) {
      case Reading.Decoded(List<FrameContent> contents, Optional<String> _) -> {
        for (FrameContent content : contents) {
          if (!log.frame(role.play(masked(content)))) {
            reject("no clock frame stood before it", raw);
            break;
          }
        }
      }
      case Reading.Clock(var at) -> log.clock(at);
      case Reading.Control _ -> log.alive();
      case Reading.Rejected(String reason) -> reject(reason, raw);
    }
  }

  private static FrameContent masked(FrameContent content) {
    String text = content.text();
    return text == null ? content : content.withText(Masker.mask(text));
  }

  @Override
  public void unreadable(String reason, String head, long length) {
    log.rejected(reason, masked(head), length);
  }

  @Override
  public void alive() {
    log.alive();
  }

  @Override
  public void closed(boolean byUs) {
    log.disconnected(byUs);
  }

  private void reject(String reason, String raw) {
    log.rejected(reason, masked(raw), utf8Length(raw));
  }

  /** In UTF-8, a lone surrogate as the one byte it is written as. */
  private static long utf8Length(String raw) {
    return raw.getBytes(StandardCharsets.UTF_8).length;
  }

  static String masked(String raw) {
    String head = raw.substring(0, Math.min(raw.length(), RAW_BYTES + BEYOND));
    String masked = Masker.mask(head);
    CharsetEncoder utf8 =
        StandardCharsets.UTF_8
            .newEncoder()
            .onMalformedInput(CodingErrorAction.REPLACE)
            .onUnmappableCharacter(CodingErrorAction.REPLACE);
    CharBuffer from = CharBuffer.wrap(masked);
    utf8.encode(from, ByteBuffer.allocate(RAW_BYTES), true);
    return masked.substring(0, from.position());
  }
}
