package io.cueline.ingest.kafka;

import io.cueline.ingest.clock.SourceProgress.Epoch;
import io.cueline.ingest.clock.SourceProgress.Gap;
import io.cueline.ingest.clock.SourceProgress.Stamp;
import io.cueline.ingest.dialect.FrameContent;
import io.cueline.schemas.Frame;
import io.cueline.schemas.FrameKind;
import io.cueline.schemas.Speaker;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Makes the records of a source. By the constructor with all fields: the builder checks each
 * against the schema once more, which costs more than writing it.
 */
final class Frames {

  private final String tenant;
  private final String source;

  Frames(Source source) {
    this.tenant = source.tenant();
    this.source = source.name();
  }

  @SuppressWarnings("NullAway") // generated code is not annotated; these fields are nullable
  Frame content(FrameContent content, Stamp stamp, Instant receivedAt) {
    return new Frame(
        tenant,
        source,
        stamp.epoch(),
        stamp.seq(),
        stamp.at(),
        receivedAt,
        content.kind(),
        content.interactionId(),
        content.speaker(),
        content.text(),
        content.isFinal(),
        content.cumulative(),
        content.confidence(),
        content.language(),
        content.spokenAt(),
        content.dialogState(),
        content.subjectId(),
        content.action(),
        content.agentId(),
        content.desktopSession(),
        null,
        null,
        null,
        false);
  }

  /** A tick takes no place in the epoch: it names the place that the next frame will have. */
  Frame tick(long epoch, long nextSeq, Instant readUpTo, Instant receivedAt) {
    return ofSource(
        FrameKind.TICK, epoch, nextSeq, readUpTo, receivedAt, readUpTo, null, null, false);
  }

  Frame epoch(Epoch epoch, boolean announcesStart, Instant receivedAt) {
    return ofSource(
        FrameKind.EPOCH,
        epoch.number(),
        0,
        epoch.at(),
        receivedAt,
        null,
        epoch.gap().map(Gap::from).orElse(null),
        epoch.gap().map(Gap::to).orElse(null),
        announcesStart);
  }

  @SuppressWarnings("NullAway") // as above
  private Frame ofSource(
      FrameKind kind,
      long epoch,
      long seq,
      Instant at,
      Instant receivedAt,
      @Nullable Instant readUpTo,
      @Nullable Instant gapFrom,
      @Nullable Instant gapTo,
      boolean announcesStart) {
    return new Frame(
        tenant,
        source,
        epoch,
        seq,
        at,
        receivedAt,
        kind,
        null,
        Speaker.UNKNOWN,
        null,
        true,
        false,
        1.0,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        readUpTo,
        gapFrom,
        gapTo,
        announcesStart);
  }
}
