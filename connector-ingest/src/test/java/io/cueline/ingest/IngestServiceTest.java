package io.cueline.ingest;

import static io.cueline.ingest.support.Rig.SOURCE;
import static io.cueline.ingest.support.Rig.utterance;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.cueline.ingest.support.FakeTenant.Connection;
import io.cueline.ingest.support.FrameOracle;
import io.cueline.ingest.support.Rig;
import io.cueline.runtime.kafka.KafkaAccess;
import io.cueline.runtime.service.ServiceContext;
import io.cueline.runtime.service.StartupException;
import io.cueline.schemas.Frame;
import io.cueline.schemas.FrameKind;
import io.cueline.schemas.RejectedFrame;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

class IngestServiceTest {

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
  void aMissingTopicIsToldAndHowToMakeIt() {
    rig.with(KafkaAccess.PREFIX, "elsewhere.").with(KafkaAccess.START_TIMEOUT, "1s");

    assertThatThrownBy(rig::start)
        .isInstanceOf(StartupException.class)
        .hasMessageContaining("elsewhere.schemas")
        .hasMessageContaining("topics create");
  }

  @Test
  void aKafkaThatDoesNotAnswerIsTold() {
    rig.with(KafkaAccess.BOOTSTRAP, "127.0.0.1:9").with(KafkaAccess.START_TIMEOUT, "500ms");

    assertThatThrownBy(rig::start)
        .isInstanceOf(StartupException.class)
        .hasMessageContaining("127.0.0.1:9");
  }

  @Test
  void anUnknownStreamIsTold() {
    rig.with(IngestSettings.STREAMS, "telepathy");

    assertThatThrownBy(rig::start)
        .isInstanceOf(StartupException.class)
        .hasMessageContaining("telepathy")
        .hasMessageContaining("transcription");
  }

  @Test
  void aDeadTenantStopsNothingAndIsTold() {
    rig.tenant.die();
    ServiceContext context = rig.start();

    await()
        .untilAsserted(
            () -> assertThat(context.health().notReady().get(SOURCE)).contains("connecting again"));
    assertThat(context.health().notLive()).isEmpty();
    Instant before = Instant.now();
    rig.stop();
    assertThat(Duration.between(before, Instant.now())).isLessThan(Duration.ofSeconds(5));
    assertThat(rig.written().holds().ticks(SOURCE)).isEmpty();
  }

  @Test
  void aRefusedTokenIsReplacedByAFreshOne() throws InterruptedException {
    rig.tenant.refuse(2);
    ServiceContext context = rig.start();
    rig.tenant.connection();

    await().until(() -> context.health().notReady().isEmpty());
    assertThat(rig.tenant.tokensUsed()).hasSize(3).doesNotHaveDuplicates();
  }

  @Test
  void everyFrameIsAccountedForInOrderAndMasked() throws InterruptedException {
    rig.start();
    Connection connection = rig.tenant.connection();
    int sent = 0;
    for (int number = 0; number < 3_000; number++) {
      String interaction = "call-" + number % 17;
      connection.send(
          switch (number % 100) {
            case 13 -> "{broken";
            case 14 -> "{\"type\":\"transcription\",\"text\":\"card 4111 1111 1111 1111\"}";
            case 15 -> utterance(interaction, "my card is 4111 1111 1111 1111");
            case 16 ->
                "{\"type\":\"interaction_ended\",\"interactionId\":\"%s\"}".formatted(interaction);
            case 17 -> "{\"type\":\"agent_assigned\",\"interactionId\":7,\"agentId\":9}";
            default -> utterance(interaction, "words " + number);
          });
      sent++;
    }
    connection.send("{\"type\":\"subscribed\"}");
    settled(sent);

    FrameOracle written = rig.written().holds();
    written.accountsFor(sent);
    assertThat(written.rejected()).hasSize(60);
    assertThat(written.rejected())
        .extracting(RejectedFrame::getReason)
        .anyMatch(reason -> reason.startsWith("not JSON"))
        .contains("/interactionId is missing");
    assertThat(written.rejected()).noneMatch(each -> each.getRaw().contains("4111"));
    assertThat(written.content())
        .filteredOn(frame -> frame.getText() != null)
        .noneMatch(frame -> frame.getText().contains("4111"))
        .anyMatch(frame -> frame.getText().equals("my card is **** **** **** ****"));
    assertThat(written.content())
        .filteredOn(frame -> frame.getKind() == FrameKind.ASSIGNMENT)
        .hasSize(30)
        .allMatch(frame -> frame.getAgentId().equals("9") && frame.getInteractionId().equals("7"));
    assertThat(written.ticks(SOURCE)).isNotEmpty();
  }

  @Test
  void whatIsTooLongOrNoTextIsRejectedAndTheConnectionLivesOn() throws InterruptedException {
    rig.with(IngestSettings.MAX_MESSAGE, "100000").start();
    Connection connection = rig.tenant.connection();

    connection.send(utterance("a", "x".repeat(2_000_000)));
    connection.sendBinary("binary".getBytes(StandardCharsets.UTF_8));
    connection.send(utterance("a", "after"));
    settled(3);

    FrameOracle written = rig.written().holds();
    assertThat(written.rejected())
        .extracting(RejectedFrame::getReason)
        .containsExactlyInAnyOrder("longer than 100000 bytes", "not a text message");
    assertThat(written.rejected())
        .anySatisfy(
            each -> {
              assertThat(each.getRaw()).hasSize(65_536);
              assertThat(each.getRawLength()).isGreaterThan(2_000_000);
            });
    assertThat(written.epochs(SOURCE)).hasSize(1);
    assertThat(connection.lives()).isTrue();
  }

  @Test
  void cutConnectionsMakeEpochsWithTheirGapsDeclared() throws InterruptedException {
    ServiceContext context = rig.start();
    Random random = new Random(7);
    int sent = 0;
    for (int epoch = 1; epoch <= 6; epoch++) {
      Connection connection = rig.tenant.connection();
      int count = 50 + random.nextInt(400);
      for (int number = 0; number < count; number++) {
        connection.send(utterance("call-" + number % 5, "epoch %d".formatted(epoch)));
      }
      sent += count;
      settled(sent);
      connection.cut();
    }
    rig.tenant.connection();

    FrameOracle written = rig.written().holds();
    written.accountsFor(sent);
    List<Frame> epochs = written.epochs(SOURCE);
    assertThat(epochs).extracting(Frame::getEpoch).containsExactly(1L, 2L, 3L, 4L, 5L, 6L, 7L);
    assertThat(epochs.getFirst().getGapFrom()).isNull();
    for (Frame epoch : epochs.subList(1, epochs.size())) {
      assertThat(epoch.getGapTo()).isEqualTo(epoch.getAt());
      assertThat(epoch.getGapFrom()).isBefore(epoch.getGapTo());
    }
    assertThat(rig.tenant.tokensUsed()).doesNotHaveDuplicates();
    assertThat(context.metrics().get("cueline.ingest.reconnects").counter().count()).isEqualTo(6);
  }

  @Test
  void aRestartContinuesTheLogAndDeclaresTheTimeBetween() throws InterruptedException {
    rig.start();
    rig.tenant.connection().send(utterance("a", "before"));
    settled(1);
    rig.stop();
    FrameOracle before = rig.written().holds();
    Frame lastTick = before.ticks(SOURCE).getLast();

    rig.start();
    rig.tenant.connection().send(utterance("a", "after"));
    settled(2);

    FrameOracle after = rig.written().holds();
    assertThat(lastTick.getReadUpTo()).isAfterOrEqualTo(before.content().getLast().getAt());
    assertThat(after.epochs(SOURCE)).extracting(Frame::getEpoch).containsExactly(1L, 2L);
    assertThat(after.epochs(SOURCE).getLast().getGapFrom()).isEqualTo(lastTick.getReadUpTo());
    assertThat(after.content()).extracting(Frame::getSeq).containsExactly(0L, 0L);
  }

  @Test
  void theLastTickIsFoundBehindManyFrames() throws InterruptedException {
    rig.with(IngestSettings.TICK_INTERVAL, "1h").start();
    Connection connection = rig.tenant.connection();
    for (int number = 0; number < 5_000; number++) {
      connection.send(utterance("one", "words"));
    }
    settled(5_000);
    connection.cut();
    rig.tenant.connection();
    rig.stop();

    rig.start();
    rig.tenant.connection().send(utterance("one", "after"));
    settled(5_001);
    assertThat(rig.written().holds().epochs(SOURCE))
        .extracting(Frame::getEpoch)
        .containsExactly(1L, 2L, 3L);
  }

  private void settled(int sent) {
    rig.settled(sent);
  }
}
