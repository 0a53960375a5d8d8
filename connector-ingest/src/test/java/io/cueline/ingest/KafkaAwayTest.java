package io.cueline.ingest;

import static io.cueline.ingest.support.Rig.SOURCE;
import static io.cueline.ingest.support.Rig.utterance;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cueline.broker.EmbeddedBroker;
import io.cueline.ingest.support.FakeTenant.Connection;
import io.cueline.ingest.support.FrameOracle;
import io.cueline.ingest.support.Rig;
import io.cueline.runtime.service.ServiceContext;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KafkaAwayTest {

  private static final int FRAMES = 15_000;

  @Test
  void whatIsSentWhileKafkaIsAwayArrivesInOrder(@TempDir Path folder) throws Exception {
    EmbeddedBroker broker = EmbeddedBroker.start(EmbeddedBroker.Options.in(folder));
    try (Rig rig = new Rig(broker, "away")) {
      // So small a buffer that the socket is left unread for a while.
      rig.with(IngestSettings.BUFFER, "1048576").start();
      Connection connection = rig.tenant.connection();
      connection.send(utterance("a", "before"));
      await().until(() -> rig.written().content().size() == 1);
      broker.close();
      CompletableFuture<Void> sent =
          CompletableFuture.runAsync(
              () -> {
                for (int number = 0; number < FRAMES; number++) {
                  connection.send(utterance("call-" + number % 9, "words " + number));
                }
              });

      broker = EmbeddedBroker.start(EmbeddedBroker.Options.in(folder).withPort(broker.port()));

      sent.join();
      await()
          .atMost(Duration.ofSeconds(30))
          .pollInterval(Duration.ofMillis(300))
          .until(() -> rig.written().content().size() >= FRAMES + 1);
      FrameOracle written = rig.written().holds();
      written.accountsFor(FRAMES + 1);
      assertThat(written.epochs(SOURCE)).hasSize(1);
    } finally {
      broker.close();
    }
  }

  @Test
  void whatIsGivenUpInStoppingWithoutKafkaIsCountedAndDeclared(@TempDir Path folder)
      throws Exception {
    EmbeddedBroker broker = EmbeddedBroker.start(EmbeddedBroker.Options.in(folder));
    try (Rig rig = new Rig(broker, "gone")) {
      ServiceContext first =
          rig.with(IngestSettings.BUFFER, "1048576")
              .with(IngestSettings.STOP_TIMEOUT, "1s")
              .with(IngestSettings.SESSION_TIMEOUT, "1s")
              .start();
      Connection connection = rig.tenant.connection();
      connection.send(utterance("a", "before"));
      await().until(() -> rig.written().content().size() == 1);
      broker.close();
      Instant gone = Instant.now();
      CompletableFuture<Void> sent =
          CompletableFuture.runAsync(
              () -> {
                for (int number = 0; number < FRAMES; number++) {
                  connection.send(utterance("a", "words " + number));
                }
              });
      Instant before = Instant.now();
      rig.stop();

      assertThat(Duration.between(before, Instant.now())).isLessThan(Duration.ofSeconds(9));
      assertThat(sent).isNotCancelled();
      assertThat(first.metrics().get("cueline.ingest.lost").tag("source", SOURCE).counter().count())
          .isPositive();
      broker = EmbeddedBroker.start(EmbeddedBroker.Options.in(folder).withPort(broker.port()));
      rig.start();
      rig.tenant.connection().send(utterance("a", "after"));
      rig.settled(2);
      assertThat(rig.written().holds().epochs(SOURCE).getLast())
          .satisfies(
              epoch -> {
                assertThat(epoch.getGapFrom()).isBefore(gone);
                assertThat(epoch.getGapTo()).isAfter(before);
              });
    } finally {
      broker.close();
    }
  }
}
