package io.cueline.workbench.trial;

import io.cueline.schemas.Frame;
import io.cueline.schemas.FrameKind;
import io.cueline.schemas.Speaker;
import io.cueline.schemas.serde.AvroSerde;
import io.cueline.schemas.serde.SchemaDirectory;
import io.cueline.schemas.topic.Topics;
import io.cueline.workbench.tenant.calls.Call;
import io.cueline.workbench.tenant.calls.Turn;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * A call of a call file as the frames it would have been: each turn at its {@code startMs}, turns
 * without one five seconds after the turn before, the end with the last.
 *
 * @param turns the number in the file of each utterance, in the order of the frames
 */
record RecordedCall(String interactionId, List<Frame> frames, List<Integer> turns) {

  static final Instant ZERO = Instant.EPOCH;

  private static final Duration BETWEEN_TURNS = Duration.ofSeconds(5);
  private static final String SOURCE = "call-file";

  static {
    // Whoever builds records without ever reading any must tell Avro that ours can be trusted.
    var _ = AvroSerde.of(Topics.TRANSCRIPT_FRAMES, SchemaDirectory.compiledIn());
  }

  private record Timed(int number, Duration at, Turn turn) {}

  static RecordedCall of(Call call) {
    List<Timed> turns = new ArrayList<>();
    Duration last = BETWEEN_TURNS.negated();
    for (Turn turn : call.turns()) {
      last = turn.start().orElse(last.plus(BETWEEN_TURNS));
      turns.add(new Timed(turns.size(), last, turn));
    }
    // What was said first comes first, whichever line it stands in.
    turns.sort(Comparator.comparing(Timed::at));
    List<Frame> frames = new ArrayList<>(turns.size() + 1);
    for (Timed timed : turns) {
      frames.add(
          frame(call, FrameKind.UTTERANCE, frames.size(), timed.at)
              .setSpeaker(speaker(timed.turn))
              .setText(timed.turn.text())
              .setConfidence(timed.turn.confidence().orElse(1.0))
              .build());
    }
    frames.add(frame(call, FrameKind.END, frames.size(), turns.getLast().at).build());
    return new RecordedCall(
        call.interactionId(), frames, turns.stream().map(Timed::number).toList());
  }

  private static Frame.Builder frame(Call call, FrameKind kind, int seq, Duration at) {
    return Frame.newBuilder()
        .setTenant("")
        .setSource(SOURCE)
        .setEpoch(1)
        .setSeq(seq)
        .setAt(ZERO.plus(at))
        .setReceivedAt(ZERO.plus(at))
        .setKind(kind)
        .setInteractionId(call.interactionId());
  }

  private static Speaker speaker(Turn turn) {
    return switch (turn.speaker()) {
      case AGENT -> Speaker.AGENT;
      case CUSTOMER -> Speaker.CUSTOMER;
    };
  }
}
