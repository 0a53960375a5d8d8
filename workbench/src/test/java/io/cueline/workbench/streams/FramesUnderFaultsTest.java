package io.cueline.workbench.streams;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cueline.cxone.call.CxoneClient;
import io.cueline.cxone.profile.Profile;
import io.cueline.cxone.profile.RealtimeSpec;
import io.cueline.cxone.token.Credentials;
import io.cueline.publisher.delivery.AttemptResult;
import io.cueline.publisher.delivery.Bounds;
import io.cueline.publisher.delivery.BreakerPolicy;
import io.cueline.publisher.delivery.Dispatcher;
import io.cueline.publisher.delivery.Expiry;
import io.cueline.publisher.delivery.FrameAudit;
import io.cueline.publisher.delivery.Position;
import io.cueline.publisher.delivery.Receipt;
import io.cueline.publisher.delivery.Routes;
import io.cueline.publisher.delivery.Routing;
import io.cueline.publisher.delivery.Step;
import io.cueline.publisher.delivery.WorkClass;
import io.cueline.publisher.engine.DeliveryEngine;
import io.cueline.publisher.realtime.socket.RealtimeCarrier;
import io.cueline.publisher.realtime.socket.RealtimeMetrics;
import io.cueline.schemas.Cue;
import io.cueline.schemas.CueChange;
import io.cueline.schemas.CueKind;
import io.cueline.schemas.DeliveryOutcome;
import io.cueline.schemas.Severity;
import io.cueline.workbench.tenant.SimulatedTenant;
import io.cueline.workbench.tenant.TenantOptions;
import io.cueline.workbench.tenant.faults.AnswerFault;
import io.cueline.workbench.tenant.journal.ReceivedCall;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Frames while connections are cut, refused, fall silent and lose their tokens: each has one
 * receipt; what is receipted as delivered was read by the tenant; no connection ever saw a gap.
 */
final class FramesUnderFaultsTest {

  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final int WAVE = 100;

  private static final String PROFILE =
      """
      name: frames
      variables: {tenantUrl: ""}
      tenant: bank
      auth: {variant: basic, token-url: "{tenantUrl}/oauth/token"}
      realtime:
        url: "{tenantUrl}/realtime/v1"
        token: {query: access_token}
        keep-alive: {ping: 200ms, pong: 1s, reconnect: 20ms}
      channels: {interrupt: realtime}
      """;

  @Test
  void noneIsLostAndNoneSkipped(@TempDir Path folder) throws Exception {
    run(folder, 300);
  }

  @Test
  @Tag("long")
  void noneOfTwentyThousandIsLost(@TempDir Path folder) throws Exception {
    run(folder, 20_000);
  }

  private static void run(Path folder, int frames) throws Exception {
    try (SimulatedTenant tenant = SimulatedTenant.start(TenantOptions.builder().build());
        Frames sending = new Frames(profile(folder, tenant))) {
      for (int from = 0; from < frames; from += WAVE) {
        disturb(tenant, from / WAVE);
        sending.offer(from, WAVE);
      }
      tenant.faults().clear();
      await().atMost(MINUTE).until(() -> sending.receipts.size() >= frames);

      assertThat(sending.receipts.stream().map(each -> each.work().causeId()).distinct())
          .hasSize(frames);
      assertThat(sending.receipts)
          .allSatisfy(each -> assertThat(each.outcome()).isEqualTo(DeliveryOutcome.DELIVERED));
      List<ReceivedCall> received = tenant.received(0, Integer.MAX_VALUE);
      assertThat(received).allSatisfy(each -> assertThat(each.reason()).isNull());
      Set<String> read =
          received.stream().map(ReceivedCall::idempotencyKey).collect(Collectors.toSet());
      Set<String> unread = new HashSet<>(sending.delivered());
      unread.removeAll(read);
      assertThat(unread).as("receipted as delivered, and never read").isEmpty();
      // Only what was under way when a connection went may come twice.
      assertThat(tenant.status().duplicates()).isLessThan(frames / 2);
    }
  }

  private static void disturb(SimulatedTenant tenant, int wave) {
    switch (wave % 6) {
      case 0 -> tenant.frames().dropAfter(37);
      case 1 -> tenant.frames().dropAll();
      case 2 -> {
        tenant.revokeTokens();
        tenant.frames().dropAfter(11);
      }
      case 3 -> {
        tenant.faults().answer(AnswerFault.status("realtime", 2, 503));
        tenant.frames().dropAll();
      }
      case 4 -> tenant.frames().silence();
      default -> {}
    }
  }

  private static Profile profile(Path folder, SimulatedTenant tenant) throws Exception {
    Path file = Files.writeString(folder.resolve("frames.yaml"), PROFILE);
    return Profile.load(file.toString(), Map.of("tenantUrl", tenant.baseUrl().toString()));
  }

  /** What a publisher does between Kafka and the tenant. */
  private static final class Frames implements AutoCloseable, DeliveryEngine.Hands {

    private static final List<String> BY_FRAMES = List.of(Routes.REALTIME);

    private final List<Receipt> receipts = new CopyOnWriteArrayList<>();
    private final Routing routing =
        new Routing(
            new Routes(BY_FRAMES, List.of(), true, List.of(), List.of(), Set.of(Routes.REALTIME)),
            new Expiry(MINUTE, MINUTE, MINUTE, MINUTE, MINUTE));
    private final CxoneClient client;
    private final RealtimeCarrier carrier;
    private final DeliveryEngine engine;

    Frames(Profile profile) {
      InstantSource clock = InstantSource.system();
      RealtimeSpec spec = profile.realtime().orElseThrow();
      client =
          CxoneClient.create(
              profile, new Credentials("cueline", "cueline-secret", Optional.empty()), clock);
      carrier =
          new RealtimeCarrier(
              spec,
              client.tokens(),
              clock,
              new Random(1),
              new RealtimeMetrics(new SimpleMeterRegistry()));
      Bounds bounds =
          new Bounds(
              60_000,
              Map.of(),
              Map.of(WorkClass.CUES, 256, WorkClass.INSIGHTS, 1, WorkClass.FEEDBACK, 1),
              new BreakerPolicy(10, Duration.ofMillis(50), Duration.ofMillis(200)));
      engine = new DeliveryEngine(new Dispatcher(bounds, clock.instant()), clock, this);
    }

    void offer(int from, int count) {
      Instant now = Instant.now();
      for (int n = from; n < from + count; n++) {
        engine.offer(routing.works(cue(n, now), new Position(WorkClass.CUES, 0, n), now));
      }
      await()
          .pollInterval(Duration.ofMillis(5))
          .atMost(MINUTE)
          .until(() -> receipts.size() > from + count / 2);
    }

    Set<String> delivered() {
      return receipts.stream()
          .flatMap(each -> each.audit().stream())
          .map(FrameAudit::frameId)
          .collect(Collectors.toSet());
    }

    @Override
    public AttemptResult send(Step.Send send) {
      return carrier.send(send);
    }

    @Override
    public void settle(Receipt receipt) {
      receipts.add(receipt);
    }

    @Override
    public void finish(Position position) {}

    @Override
    public void notice(Step.Notice notice) {}

    @Override
    public void close() {
      engine.close();
      carrier.close();
      client.close();
    }
  }

  private static Cue cue(int number, Instant now) {
    return Cue.newBuilder()
        .setCueId("cue-" + number)
        .setNumber(1)
        .setTenant("bank")
        .setInteractionId("call-" + number % 300)
        .setKind(CueKind.INTERRUPT)
        .setChange(CueChange.OPENED)
        .setTitle("Guarantee")
        .setMessage("Verify disclosure.")
        .setSeverity(Severity.HIGH)
        .setItems(List.of())
        .setOpenedAt(now)
        .setAt(now)
        .setReceivedAt(now)
        .setDecidedAt(now)
        .build();
  }
}
