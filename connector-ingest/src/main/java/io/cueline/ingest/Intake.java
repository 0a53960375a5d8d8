package io.cueline.ingest;

import io.cueline.ingest.clock.SourceProgress.Stamp;
import io.cueline.ingest.dialect.FrameContent;
import io.cueline.ingest.dialect.FrameDecoder;
import io.cueline.ingest.dialect.Reading;
import io.cueline.ingest.kafka.FrameLog;
import io.cueline.ingest.kafka.FrameMetrics;
import io.cueline.ingest.masking.Masker;
import io.cueline.ingest.server.PushIntake;
import io.cueline.ingest.server.Taken;
import io.cueline.ingest.stream.StreamListener;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** What comes over a stream: decoded, masked, written. Nothing goes by unmasked. */
final class Intake implements StreamListener, PushIntake {

  /** Of a frame that could not be read, so many bytes are kept. */
  private static final int RAW_BYTES = 65_536;

  /** Masked beyond the cut, so that no half of a card number stands before it. */
  private static final int BEYOND = 256;

  /** Frames by which one sent again is known: a few megabytes, and minutes of a busy stream. */
  private static final int REMEMBERED = 50_000;

  private static final String TOO_EARLY = "no clock frame stood before it";

  private final FrameDecoder decoder;
  private final StreamRole role;
  private final FrameLog log;
  private final FrameMetrics metrics;
  private final Repeats repeats = new Repeats(REMEMBERED);

  Intake(FrameDecoder decoder, StreamRole role, FrameLog log, FrameMetrics metrics) {
    this.decoder = decoder;
    this.role = role;
    this.log = log;
    this.metrics = metrics;
  }

  @Override
  public void opened() {
    log.connected(decoder.dialect().announcesStart());
  }

  @Override
  public void connected(Duration missed) {
    log.connected(decoder.dialect().announcesStart(), missed);
  }

  @Override
  public void disconnected(boolean readUpToNow) {
    log.disconnected(readUpToNow);
  }

  @Override
  public void message(String raw) {
    Taken _ = take(raw, false);
  }

  @Override
  public Taken take(String raw) {
    return take(raw, true);
  }

  private Taken take(String raw, boolean awaited) {
    return switch (decoder.decode(raw)) {
      case Reading.Decoded(List<FrameContent> contents, Optional<String> identity) -> {
        if (!awaited && identity.isEmpty()) {
          yield write(contents, raw);
        }
        CompletableFuture<Void> kept = new CompletableFuture<>();
        CompletableFuture<Void> before =
            identity
                .map(known -> repeats.comes(Repeats.Key.of(contents.getFirst(), known), kept))
                .orElse(null);
        yield before == null ? tell(contents, raw, kept) : repeated(before);
      }
      case Reading.Clock(var at) -> {
        log.clock(at);
        yield new Taken.Ignored();
      }
      case Reading.Control _ -> {
        metrics.control();
        log.alive();
        yield new Taken.Ignored();
      }
      case Reading.Rejected(String reason) -> reject(reason, raw);
    };
  }

  /** Nobody waits to hear that Kafka has it. */
  private Taken write(List<FrameContent> contents, String raw) {
    for (FrameContent content : contents) {
      if (!log.frame(role.play(masked(content)))) {
        return reject(TOO_EARLY, raw);
      }
    }
    return new Taken.Written(CompletableFuture.completedFuture(null));
  }

  private Taken tell(List<FrameContent> contents, String raw, CompletableFuture<Void> kept) {
    List<CompletableFuture<?>> told = new ArrayList<>(contents.size());
    for (FrameContent content : contents) {
      Optional<CompletableFuture<Stamp>> written = log.told(role.play(masked(content)));
      if (written.isEmpty()) {
        kept.completeExceptionally(new IllegalStateException(TOO_EARLY));
        return reject(TOO_EARLY, raw);
      }
      told.add(written.get());
    }
    CompletableFuture<Void> _ =
        CompletableFuture.allOf(told.toArray(CompletableFuture<?>[]::new))
            .whenComplete(
                (_, failure) -> {
                  if (failure == null) {
                    kept.complete(null);
                  } else {
                    kept.completeExceptionally(failure);
                  }
                });
    return new Taken.Written(kept);
  }

  private Taken repeated(CompletableFuture<Void> before) {
    metrics.repeated();
    log.alive();
    return new Taken.Repeated(before);
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

  private Taken reject(String reason, String raw) {
    log.rejected(reason, masked(raw), utf8Length(raw));
    return new Taken.Rejected(reason);
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
