package io.cueline.workbench.tenant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.cueline.workbench.tenant.calls.Call;
import io.cueline.workbench.tenant.calls.Speaker;
import io.cueline.workbench.tenant.calls.Turn;
import java.net.http.WebSocketHandshakeException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The stream as a client from outside meets it. */
class StreamTest {

  private static final Instant START = Instant.parse("2026-03-01T10:00:00Z");
  private static final List<Call> TWO_CALLS =
      List.of(
          Call.of(
              "one",
              Turn.of(Speaker.AGENT, "good morning"),
              Turn.of(Speaker.CUSTOMER, "hello i have a question")),
          new Call(
              "two",
              Optional.of("agent-smith"),
              Optional.empty(),
              List.of(
                  new Turn(
                      Speaker.CUSTOMER,
                      "is this the bank",
                      Optional.of(Duration.ofMillis(100)),
                      Optional.of(Duration.ofMillis(3_000)),
                      Optional.of(0.5)))));

  private static TenantOptions.Builder options() {
    return TenantOptions.builder().calls(TWO_CALLS).startAt(START).speed(50);
  }

  @Test
  void shouldRefuseASocketWithoutAValidToken() {
    try (SimulatedTenant tenant = SimulatedTenant.start(options().build())) {
      OutsideClient client = new OutsideClient(tenant);

      assertThatThrownBy(() -> client.open("invented"))
          .cause()
          .isInstanceOfSatisfying(
              WebSocketHandshakeException.class,
              e -> assertThat(e.getResponse().statusCode()).isEqualTo(401));
    }
  }

  @Test
  void shouldCloseASocketThatSaysSomethingElseThanSubscribe() {
    try (SimulatedTenant tenant = SimulatedTenant.start(options().build())) {
      OutsideClient client = new OutsideClient(tenant);
      OutsideSocket socket = client.open(client.token());

      socket.send("{\"action\":\"subscribe\"");

      assertThat(socket.awaitClosed()).isEqualTo(1008);
    }
  }

  @Test
  void shouldSendNothingBeforeTheSubscriptionAndPlayNothingBeforeTheStart() {
    try (SimulatedTenant tenant = SimulatedTenant.start(options().build())) {
      OutsideClient client = new OutsideClient(tenant);
      OutsideSocket silent = client.open(client.token());
      OutsideSocket subscribed = client.subscribe();

      await().until(() -> subscribed.beats().size() >= 3);

      assertThat(subscribed.frames()).isEmpty();
      assertThat(subscribed.beats()).containsOnly(START.toEpochMilli());
      assertThat(silent.texts).isEmpty();
      assertThat(client.get("/simulator/status").body()).contains("\"state\":\"waiting\"");
    }
  }

  @Test
  void shouldPlayCallsInCallTimeOrderEachFrameAfterItsStamp() {
    try (SimulatedTenant tenant = SimulatedTenant.start(options().build())) {
      OutsideClient client = new OutsideClient(tenant);
      OutsideSocket socket = client.subscribe();
      client.post("/simulator/start", "");

      await().until(() -> socket.frames().size() == 7);

      long start = START.toEpochMilli();
      assertThat(socket.stamped())
          .containsExactly(
              start
                  + " {\"type\":\"agent_assigned\",\"interactionId\":\"one\","
                  + "\"agentId\":\"agent-1\"}",
              start
                  + " {\"type\":\"transcription\",\"isFinal\":true,\"interactionId\":\"one\","
                  + "\"speaker\":\"agent\",\"text\":\"good morning\"}",
              (start + 5_000)
                  + " {\"type\":\"transcription\",\"isFinal\":true,"
                  + "\"interactionId\":\"one\",\"speaker\":\"customer\","
                  + "\"text\":\"hello i have a question\"}",
              (start + 5_000)
                  + " {\"type\":\"agent_assigned\",\"interactionId\":\"two\","
                  + "\"agentId\":\"agent-smith\"}",
              (start + 5_000)
                  + " {\"type\":\"transcription\",\"isFinal\":true,"
                  + "\"interactionId\":\"two\",\"speaker\":\"customer\","
                  + "\"text\":\"is this the bank\",\"confidence\":0.5}",
              (start + 6_000) + " {\"type\":\"interaction_ended\",\"interactionId\":\"one\"}",
              (start + 6_000) + " {\"type\":\"interaction_ended\",\"interactionId\":\"two\"}");
      assertThat(tenant.status().state()).isEqualTo(TenantStatus.State.FINISHED);
      assertThat(tenant.status().sent()).isEqualTo(7);
      assertThat(socket.beats()).isSorted();
    }
  }

  @Test
  void shouldGoOnTellingTheTimeAfterTheLastCallButNotBeyondThePresent() {
    try (SimulatedTenant tenant =
        SimulatedTenant.start(
            TenantOptions.builder()
                .calls(TWO_CALLS)
                .speed(10_000)
                .startOnSubscribe(true)
                .build())) {
      OutsideSocket socket = new OutsideClient(tenant).subscribe();

      await().until(() -> socket.frames().size() == 7);
      int beats = socket.beats().size();
      await().until(() -> socket.beats().size() > beats + 20);

      assertThat(socket.beats()).isSorted();
      // A minute of tail at 10,000 fold is long over: the clock must have met the present.
      assertThat(socket.beats().getLast())
          .isBetween(System.currentTimeMillis() - 5_000, System.currentTimeMillis());
    }
  }

  @Test
  void shouldKeepTheAskedForSpeed() {
    List<Call> minute =
        List.of(
            new Call(
                "slow",
                Optional.empty(),
                Optional.empty(),
                List.of(
                    Turn.of(Speaker.AGENT, "a"),
                    new Turn(
                        Speaker.AGENT,
                        "b",
                        Optional.of(Duration.ofSeconds(60)),
                        Optional.empty(),
                        Optional.empty()))));
    try (SimulatedTenant tenant =
        SimulatedTenant.start(TenantOptions.builder().calls(minute).speed(100).build())) {
      OutsideSocket socket = new OutsideClient(tenant).subscribe();
      await().until(() -> tenant.status().subscribers() == 1);
      long before = System.nanoTime();
      tenant.start();
      await().until(() -> socket.frames().size() == 4);

      // The end stands at 61 s of call time.
      assertThat(Duration.ofNanos(System.nanoTime() - before))
          .isBetween(Duration.ofMillis(610), Duration.ofSeconds(4));
      // Every 20 ms on a machine with time to spare; this one may be busy.
      assertThat(socket.beats().size()).isGreaterThan(12);
    }
  }

  @Test
  void shouldSendTheSameBytesAtTheSameStampsInEveryRun() {
    assertThat(stampedRun(2_000)).isEqualTo(stampedRun(200)).hasSize(7);
  }

  private static List<String> stampedRun(double speed) {
    try (SimulatedTenant tenant =
        SimulatedTenant.start(options().speed(speed).startOnSubscribe(true).build())) {
      OutsideSocket socket = new OutsideClient(tenant).subscribe();
      await().until(() -> socket.frames().size() == 7);
      return socket.stamped();
    }
  }

  @Test
  void shouldAnswerPings() {
    try (SimulatedTenant tenant = SimulatedTenant.start(options().build())) {
      OutsideSocket socket = new OutsideClient(tenant).subscribe();
      socket.ping();
      await().until(() -> socket.pongs.get() == 1);
    }
  }

  @Test
  void shouldHoldTheClockWhileNobodyIsThere() {
    try (SimulatedTenant tenant = SimulatedTenant.start(options().speed(5).build())) {
      OutsideClient client = new OutsideClient(tenant);
      tenant.start();
      OutsideSocket first = client.subscribe();
      await().until(() -> first.frames().size() == 2);
      first.close();
      await().until(() -> tenant.status().subscribers() == 0);

      AtomicReference<Instant> before = new AtomicReference<>();
      await()
          .during(Duration.ofMillis(300))
          .until(
              () -> {
                Instant now = tenant.status().callTime();
                return now.equals(before.getAndSet(now));
              });
      OutsideSocket second = client.subscribe();
      await().until(() -> first.frames().size() + second.frames().size() == 7);

      assertThat(first.said()).containsExactly("good morning");
      assertThat(second.said()).containsExactly("hello i have a question", "is this the bank");
      assertThat(tenant.status().lost()).isZero();
    }
  }

  @Test
  void shouldLoseWhatNobodyIsThereForWhenTheClockMayNotWait() {
    try (SimulatedTenant tenant =
        SimulatedTenant.start(options().speed(1_000).pauseWhileUnsubscribed(false).build())) {
      tenant.start();
      await().until(() -> tenant.status().state() == TenantStatus.State.FINISHED);

      assertThat(tenant.status().sent()).isZero();
      assertThat(tenant.status().lost()).isEqualTo(7);
    }
  }

  @Test
  void shouldWaitForAClientThatDoesNotReadAndLoseNothing() {
    String much = "a long sentence with many words ".repeat(400);
    Turn[] turns =
        IntStream.range(0, 1_500)
            .mapToObj(i -> Turn.of(Speaker.AGENT, i + " " + much))
            .toArray(Turn[]::new);
    try (SimulatedTenant tenant =
        SimulatedTenant.start(
            TenantOptions.builder()
                .calls(List.of(Call.of("big", turns)))
                .speed(100_000)
                .startOnSubscribe(true)
                .build())) {
      OutsideClient client = new OutsideClient(tenant);
      OutsideSocket socket = client.open(client.token());
      socket.reads.set(false);
      socket.send("{\"action\":\"subscribe\",\"scope\":\"global\"}");

      await().until(() -> tenant.status().sent() > 0);
      await()
          .atMost(Duration.ofSeconds(10))
          .until(
              () -> {
                long before = tenant.status().sent();
                await().pollDelay(Duration.ofMillis(300)).until(() -> true);
                return tenant.status().sent() == before;
              });
      assertThat(tenant.status().sent()).isLessThan(1_502);

      socket.readAgain();
      await().atMost(Duration.ofSeconds(20)).until(() -> socket.frames().size() == 1_502);
      assertThat(socket.said().get(1_499)).startsWith("1499 ");
    }
  }

  @Test
  void shouldSayGoodByeWithinThreeSeconds() {
    SimulatedTenant tenant = SimulatedTenant.start(options().build());
    OutsideSocket socket = new OutsideClient(tenant).subscribe();
    await().until(() -> !socket.beats().isEmpty());

    long before = System.nanoTime();
    tenant.close();

    assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(3));
    assertThat(socket.awaitClosed()).isEqualTo(1001);
  }
}
