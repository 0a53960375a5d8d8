package io.cueline.bench;

import com.fasterxml.jackson.databind.JsonNode;
import io.cueline.schemas.Frame;
import io.cueline.schemas.FrameKind;
import io.cueline.schemas.Speaker;
import io.cueline.schemas.serde.AvroSerde;
import io.cueline.schemas.serde.SchemaDirectory;
import io.cueline.schemas.topic.Topics;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;

/**
 * Recorded calls as the log of a busy day: every call many times over, their beginnings spread, so
 * that thousands are under way at once and their frames lie mixed. Words and ends only: ticks cost
 * less than frames and would flatter.
 */
final class RecordedCalls {

  private static final String TENANT = "bench";
  private static final String SOURCE = "stream";
  private static final Duration TURN = Duration.ofSeconds(8);
  private static final Duration SPREAD = Duration.ofMinutes(20);

  private record Turn(Speaker speaker, String text, Duration at) {}

  static {
    // Whoever builds records before having read any must tell Avro that ours can be trusted.
    var _ = AvroSerde.of(Topics.TRANSCRIPT_FRAMES, SchemaDirectory.compiledIn());
  }

  private RecordedCalls() {}

  private static final class Numbering implements UnaryOperator<Frame> {
    private long seq;

    @Override
    public Frame apply(Frame frame) {
      return Frame.newBuilder(frame).setSeq(seq++).build();
    }
  }

  /**
   * The frames in the order of their times, the connection's first.
   *
   * @param source as for {@link Utterances#of}
   * @param atLeast how many frames are wanted; the last round of calls is taken whole
   */
  static List<Frame> frames(String source, int atLeast, Instant start) {
    List<List<Turn>> calls =
        Utterances.calls(source).stream().map(call -> turns(call.path("turns"))).toList();
    List<Frame> frames = new ArrayList<>();
    for (int round = 0; frames.size() < atLeast; round++) {
      for (int number = 0; number < calls.size(); number++) {
        String id = "call-%d-%d".formatted(round, number);
        long offset = Math.floorMod((long) id.hashCode(), SPREAD.toMillis());
        addCall(frames, id, calls.get(number), start.plusMillis(offset));
      }
    }
    frames.sort(Comparator.comparing(Frame::getAt));
    frames.replaceAll(new Numbering());
    return frames;
  }

  /** The frame with which the source connects, an hour before. */
  static Frame connection(Instant start) {
    return frame(start.minus(Duration.ofHours(1)), FrameKind.EPOCH).build();
  }

  private static void addCall(List<Frame> frames, String id, List<Turn> turns, Instant start) {
    Instant last = start;
    for (Turn turn : turns) {
      last = start.plus(turn.at);
      frames.add(
          frame(last, FrameKind.UTTERANCE)
              .setInteractionId(id)
              .setSpeaker(turn.speaker)
              .setText(turn.text)
              .build());
    }
    frames.add(frame(last.plus(TURN), FrameKind.END).setInteractionId(id).build());
  }

  private static Frame.Builder frame(Instant at, FrameKind kind) {
    return Frame.newBuilder()
        .setTenant(TENANT)
        .setSource(SOURCE)
        .setEpoch(1)
        .setSeq(0)
        .setAt(at)
        .setReceivedAt(at)
        .setKind(kind);
  }

  private static List<Turn> turns(JsonNode list) {
    List<Turn> turns = new ArrayList<>();
    for (JsonNode turn : list) {
      Duration usual = TURN.multipliedBy(turns.size());
      Duration at = Duration.ofMillis(turn.path("startMs").asLong(usual.toMillis()));
      turns.add(new Turn(speaker(turn.path("speaker").asText()), turn.path("text").asText(), at));
    }
    return turns;
  }

  private static Speaker speaker(String name) {
    return switch (name.toLowerCase(Locale.ROOT)) {
      case "agent" -> Speaker.AGENT;
      case "customer" -> Speaker.CUSTOMER;
      default -> Speaker.UNKNOWN;
    };
  }
}
