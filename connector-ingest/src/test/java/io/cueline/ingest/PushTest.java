package io.cueline.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cueline.ingest.server.PushSettings;
import io.cueline.ingest.support.FrameOracle;
import io.cueline.ingest.support.Pusher;
import io.cueline.ingest.support.Pusher.Socket;
import io.cueline.schemas.Frame;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Connections that the tenant opens to us: one source, whose gaps are declared. */
class PushTest extends PushedStream {

  @Test
  void severalConnectionsAreOneSourceAndOneEpoch() throws Exception {
    start();
    List<Socket> sockets = new ArrayList<>();
    for (int number = 0; number < 5; number++) {
      sockets.add(tenant.open());
    }
    for (int number = 0; number < 1_000; number++) {
      sockets
          .get(number % 5)
          .send(Pusher.utterance("call-" + number % 5, "words " + number, "T" + number));
    }
    settled(1_000);
    sockets.forEach(Socket::close);
    await().until(() -> gauge() == 0);

    FrameOracle written = ended();
    written.accountsFor(1_000);
    assertThat(written.epochs(SOURCE))
        .singleElement()
        .satisfies(e -> assertThat(e.getGapFrom()).isNull());
    for (int call = 0; call < 5; call++) {
      String id = "call-" + call;
      assertThat(written.content().stream().filter(each -> id.equals(each.getInteractionId())))
          .extracting(frame -> Integer.parseInt(frame.getText().substring(6)))
          .isSorted()
          .hasSize(200);
    }
  }

  @Test
  void theTimeWithoutAnyConnectionIsAGap() throws Exception {
    start();
    Socket first = tenant.open();
    first.send(Pusher.utterance("c", "before", "T1"));
    settled(1);
    first.close();
    awaitTicksStop();
    Instant away = Instant.now();

    Socket second = tenant.open();
    second.send(Pusher.utterance("c", "after", "T2"));
    settled(2);

    FrameOracle written = ended();
    assertThat(written.epochs(SOURCE)).hasSize(2);
    Frame epoch = written.epochs(SOURCE).getLast();
    assertThat(epoch.getGapFrom()).isBefore(away);
    assertThat(epoch.getGapTo()).isEqualTo(epoch.getAt());
  }

  @Test
  void oneConnectionOfSeveralThatBreaksOffIsAGapWhenAnotherTakesItsPlace() throws Exception {
    start();
    Socket steady = tenant.open();
    Socket broken = tenant.open();
    broken.send(Pusher.utterance("b", "last words", "T1"));
    settled(1);
    Instant lastHeard = rig.written().content().getLast().getAt();
    broken.cut();
    await().until(() -> gauge() == 1);
    steady.send(Pusher.utterance("a", "meanwhile", "T2"));
    settled(2);
    awaitTicksStop();
    assertThat(rig.written().epochs(SOURCE)).hasSize(1);

    int ticks = rig.written().ticks(SOURCE).size();
    tenant.open().send(Pusher.utterance("b", "again", "T3"));
    settled(3);
    await().until(() -> rig.written().ticks(SOURCE).size() > ticks);

    FrameOracle written = ended();
    written.accountsFor(3);
    Frame epoch = written.epochs(SOURCE).getLast();
    assertThat(epoch.getEpoch()).isEqualTo(2);
    assertThat(epoch.getGapFrom()).isBetween(lastHeard.minusMillis(50), lastHeard.plusMillis(50));
  }

  @Test
  void aConnectionNobodyReplacesIsDeclaredAfterTheGrace() throws Exception {
    rig.with(PushSettings.GRACE, "300ms");
    start();
    Socket steady = tenant.open();
    Socket broken = tenant.open();
    broken.send(Pusher.utterance("b", "last words", "T1"));
    settled(1);
    broken.cut();

    await().until(() -> rig.written().epochs(SOURCE).size() == 2);
    steady.send(Pusher.utterance("a", "goes on", "T2"));
    settled(2);
    assertThat(ended().epochs(SOURCE).getLast().getGapFrom()).isNotNull();
  }

  @Test
  void aSenderWhoDoesNotAnswerIsLetGo() throws Exception {
    rig.with(IngestSettings.PING_INTERVAL, "100ms").with(IngestSettings.PONG_TIMEOUT, "300ms");
    start();
    Socket healthy = tenant.open();
    try (Raw deaf = new Raw(context.http().port(), PATH)) {
      deaf.handshake("Authorization: Bearer " + Pusher.TOKEN);
      await().until(() -> gauge() == 2);
      await().atMost(Duration.ofSeconds(5)).until(() -> gauge() == 1);
    }
    assertThat(healthy.lives()).isTrue();
  }

  @Test
  void whatIsSentAgainIsWrittenOnce() throws Exception {
    start();
    Socket socket = tenant.open();
    String said = Pusher.utterance("c", "yes", "T1");
    socket.send(said);
    socket.send(said);
    socket.send(said.replace("true", "false"));
    socket.send(Pusher.utterance("c", "yes", "T2"));
    socket.send(Pusher.utterance("d", "yes", "T1"));
    settled(4);
    assertThat(tenant.post(said).body()).contains("repeated");

    FrameOracle written = ended();
    written.accountsFor(4);
    assertThat(context.metrics().get("cueline.ingest.repeats").counter().count()).isEqualTo(2);
  }

  @Test
  void stoppingSaysGoodbyeAndARestartDeclaresTheTimeBetween() throws Exception {
    start();
    Socket socket = tenant.open();
    socket.send(Pusher.utterance("c", "before", "T1"));
    settled(1);
    rig.stop();
    assertThat(socket.closed().get(5, TimeUnit.SECONDS)).isEqualTo(1001);

    start();
    tenant.post(Pusher.utterance("c", "after", "T2"));
    FrameOracle written = ended();
    assertThat(written.epochs(SOURCE)).extracting(Frame::getEpoch).containsExactly(1L, 2L);
    assertThat(written.epochs(SOURCE).getLast().getGapFrom()).isNotNull();
  }
}
