package io.cueline.topology.compliance;

import io.cueline.schemas.Frame;
import io.cueline.schemas.FrameKind;
import io.cueline.schemas.Speaker;
import io.cueline.schemas.serde.AvroSerde;
import io.cueline.schemas.serde.SchemaDirectory;
import io.cueline.schemas.topic.Topics;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A source that writes frames: epochs and sequence numbers count by themselves. */
public final class Source {

  static {
    // Whoever builds records without ever reading any must tell Avro that ours can be trusted.
    var _ = AvroSerde.of(Topics.TRANSCRIPT_FRAMES, SchemaDirectory.compiledIn());
  }

  public static final Instant START = Instant.parse("2026-03-02T09:00:00Z");

  private final String name;
  private long epoch;
  private long seq;

  public Source(String name) {
    this.name = name;
  }

  /** That many milliseconds after {@link #START}. */
  public static Instant at(long millis) {
    return START.plusMillis(millis);
  }

  public Frame connect(long at) {
    return connect(at, null, null);
  }

  /** A new connection, frames between the two times being lost. */
  public Frame connect(long at, @Nullable Long from, @Nullable Long to) {
    epoch++;
    seq = 0;
    return frame(FrameKind.EPOCH, at)
        .setGapFrom(from == null ? null : at(from))
        .setGapTo(to == null ? null : at(to))
        .build();
  }

  public Frame tick(long readUpTo) {
    return frame(FrameKind.TICK, readUpTo).setReadUpTo(at(readUpTo)).build();
  }

  public Frame says(long at, String interaction, Speaker speaker, String text) {
    return utterance(at, interaction, speaker, text).build();
  }

  public Frame.Builder utterance(long at, String interaction, Speaker speaker, String text) {
    return frame(FrameKind.UTTERANCE, at)
        .setInteractionId(interaction)
        .setSpeaker(speaker)
        .setText(text);
  }

  public Frame end(long at, String interaction) {
    return frame(FrameKind.END, at).setInteractionId(interaction).build();
  }

  public Frame assign(long at, String interaction, String agentId) {
    return frame(FrameKind.ASSIGNMENT, at)
        .setInteractionId(interaction)
        .setAgentId(agentId)
        .build();
  }

  public Frame feedback(long at, String interaction, String subject, String action) {
    return frame(FrameKind.FEEDBACK, at)
        .setInteractionId(interaction)
        .setSubjectId(subject)
        .setAction(action)
        .build();
  }

  public Frame.Builder frame(FrameKind kind, long at) {
    return Frame.newBuilder()
        .setTenant("demo")
        .setSource(name)
        .setEpoch(epoch)
        .setSeq(seq++)
        .setAt(at(at))
        .setReceivedAt(at(at))
        .setKind(kind);
  }
}
