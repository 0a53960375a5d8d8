package io.cueline.ingest;

import static io.cueline.ingest.support.Rig.SOURCE;
import static io.cueline.ingest.support.Rig.clock;
import static io.cueline.ingest.support.Rig.utterance;
import static org.assertj.core.api.Assertions.assertThat;

import io.cueline.ingest.support.FakeTenant.Connection;
import io.cueline.ingest.support.FrameOracle;
import io.cueline.ingest.support.Rig;
import io.cueline.schemas.Frame;
import io.cueline.schemas.RejectedFrame;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

/** A stream that carries its own clock. */
class ReplayClockTest {

  private Rig rig;

  @BeforeEach
  void start(TestInfo info) throws ExecutionException, InterruptedException {
    rig = Rig.of(info);
  }

  @AfterEach
  void stop() {
    rig.close();
  }

  @Test
  void theSameReplayGivesTheSameFrames() throws Exception {
    rig.with(IngestSettings.CLOCK, "stream");
    List<Frame> first = replay(rig);
    try (Rig other = new Rig("again")) {
      other.with(IngestSettings.CLOCK, "stream");
      assertThat(replay(other)).isEqualTo(first);
    }
    assertThat(first).hasSize(201);
    assertThat(first.getFirst().getAt()).isEqualTo(Instant.ofEpochMilli(1_700_000_000_000L));
  }

  @Test
  void aReplaysFrameBeforeAnyClockIsRejected() throws InterruptedException {
    rig.with(IngestSettings.CLOCK, "stream").start();
    Connection connection = rig.tenant.connection();

    connection.send(utterance("a", "too early"));
    connection.send(clock(1_700_000_000_000L));
    connection.send(utterance("a", "in time"));
    rig.settled(2);

    FrameOracle written = rig.written().holds();
    assertThat(written.rejected())
        .extracting(RejectedFrame::getReason)
        .containsExactly("no clock frame stood before it");
    assertThat(written.content()).extracting(Frame::getText).containsExactly("in time");
  }

  /** Without the processing times. */
  private static List<Frame> replay(Rig rig) throws InterruptedException {
    rig.start();
    Connection connection = rig.tenant.connection();
    for (int number = 0; number < 200; number++) {
      connection.send(clock(1_700_000_000_000L + number * 777L));
      connection.send(utterance("call-" + number % 7, "words " + number));
    }
    connection.send("{\"type\":\"interaction_ended\",\"interactionId\":\"call-0\"}");
    rig.settled(201);
    rig.stop();
    FrameOracle written = rig.written().holds();
    assertThat(written.ticks(SOURCE).getLast().getReadUpTo())
        .isEqualTo(Instant.ofEpochMilli(1_700_000_000_000L + 199 * 777L));
    return written.content().stream()
        .map(frame -> Frame.newBuilder(frame).setReceivedAt(Instant.EPOCH).build())
        .toList();
  }
}
