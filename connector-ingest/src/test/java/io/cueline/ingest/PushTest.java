package io.cueline.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cueline.ingest.server.PushSettings;
import io.cueline.ingest.support.FrameOracle;
import io.cueline.ingest.support.Pusher;
import io.cueline.ingest.support.Pusher.Socket;
import io.cueline.ingest.support.Rig;
import io.cueline.runtime.service.ServiceContext;
import io.cueline.runtime.settings.CxoneSettings;
import io.cueline.schemas.Frame;
import io.cueline.schemas.FrameKind;
import io.cueline.schemas.RejectedFrame;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

/** What the tenant opens to us: 2d by WebSocket, and posts at the same path. */
class PushTest {

  private static final String SOURCE = "stt-push@one";
  private static final String PATH = "/api/v2/stt/incoming";

  private Rig rig;

  @SuppressWarnings("NullAway.Init")
  private ServiceContext context;

  @SuppressWarnings("NullAway.Init")
  private Pusher tenant;

  @BeforeEach
  void prepare(TestInfo info) throws ExecutionException, InterruptedException {
    rig =
        Rig.of(info)
            .with(CxoneSettings.PROFILE, "compliance-prompts")
            .with(CxoneSettings.VARIABLES, "tenant=t")
            .with(PushSettings.TOKENS, "other," + Pusher.TOKEN)
            .with(PushSettings.HMAC_SECRET, "shared secret")
            .with(IngestSettings.INSTANCE, "one");
  }

  private void start() {
    context = rig.start();
    tenant = new Pusher(context.http().address(), PATH);
  }

  @AfterEach
  void stop() {
    rig.close();
  }

  @Test
  void nobodyUnknownMayPush() throws Exception {
    start();

    assertThat(tenant.refused()).isEqualTo(401);
    assertThat(tenant.refused("Authorization", "Bearer wrong")).isEqualTo(401);
    assertThat(tenant.refused("X-Cueline-Signature", "sha256=00")).isEqualTo(401);
    assertThat(tenant.post(new byte[0]).statusCode()).isEqualTo(401);
    byte[] body = Pusher.utterance("c", "signed", "T").getBytes(StandardCharsets.UTF_8);
    long now = Instant.now().getEpochSecond();
    assertThat(signed(body, now - 301).statusCode()).isEqualTo(401);
    assertThat(signed(body, now + 330).statusCode()).isEqualTo(401);
    byte[] other = Pusher.utterance("c", "forged", "T").getBytes(StandardCharsets.UTF_8);
    HttpResponse<String> forged =
        tenant.post(
            other,
            "X-Cueline-Timestamp",
            Long.toString(now),
            "X-Cueline-Signature",
            signature("POST", body, now));
    assertThat(forged.statusCode()).isEqualTo(401);
    assertThat(forged.body()).contains("does not fit");

    assertThat(signed(body, now).statusCode()).isEqualTo(200);
    Socket socket =
        tenant.open(
            "X-Cueline-Timestamp",
            Long.toString(now),
            "X-Cueline-Signature",
            signature("GET", new byte[0], now));
    socket.send(Pusher.utterance("c", "by a signed handshake", "T"));
    settled(2);

    assertThat(ended().content())
        .extracting(Frame::getText)
        .containsExactly("signed", "by a signed handshake");
    assertThat(refusals("caller")).isEqualTo(7);
  }

  @Test
  void withoutATokenOrSecretOfOursNobodyMayPush() throws Exception {
    rig.with(PushSettings.TOKENS, "").with(PushSettings.HMAC_SECRET, "");
    start();

    assertThat(tenant.post("{}").statusCode()).isEqualTo(403);
    assertThat(tenant.post("{}").body()).contains("CUELINE_INGEST_PUSH_TOKENS");
  }

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
    await().until(() -> ticksStop());
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
    await().until(this::ticksStop);
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
  void aPostIsAnsweredWhenKafkaHasIt() throws Exception {
    start();

    assertThat(tenant.post(Pusher.utterance("c", "hello", "T1")).body()).contains("written");
    assertThat(rig.written().content()).extracting(Frame::getText).containsExactly("hello");
    HttpResponse<String> rejected = tenant.post("{\"text\":\"secret word\"}");
    assertThat(rejected.statusCode()).isEqualTo(400);
    assertThat(rejected.body()).contains("/conversationId is missing").doesNotContain("secret");
    assertThat(tenant.post("{\"type\":\"interaction_ended\",\"interactionId\":\"c\"}").statusCode())
        .isEqualTo(200);

    FrameOracle written = ended();
    assertThat(written.content())
        .extracting(Frame::getKind)
        .containsExactly(FrameKind.UTTERANCE, FrameKind.END);
    assertThat(written.rejected())
        .extracting(RejectedFrame::getReason)
        .containsExactly("/conversationId is missing");
    assertThat(written.content().getFirst().getSpokenAt()).isNull();
    assertThat(written.epochs(SOURCE)).hasSize(1);
  }

  @Test
  void tooManyPostsAreRefusedAndWhatMayBeMissingIsDeclared() throws Exception {
    rig.with(PushSettings.PER_SECOND, "20").with(PushSettings.GRACE, "200ms");
    start();
    int taken = 0;
    int refused = 0;
    for (int number = 0; number < 60; number++) {
      HttpResponse<String> answer = tenant.post(Pusher.utterance("c", "words", "T" + number));
      if (answer.statusCode() == 429) {
        assertThat(answer.headers().firstValue("Retry-After")).contains("1");
        refused++;
      } else {
        assertThat(answer.statusCode()).isEqualTo(200);
        taken++;
      }
    }

    assertThat(refused).isPositive();
    assertThat(refusals("rate")).isEqualTo(refused);
    await().until(() -> rig.written().epochs(SOURCE).size() >= 2);
    FrameOracle written = ended();
    written.accountsFor(taken);
    assertThat(written.epochs(SOURCE).get(1).getGapFrom()).isNotNull();
  }

  @Test
  void tooManyMessagesOnASocketAreReadMoreSlowlyAndNoneIsLost() throws Exception {
    rig.with(PushSettings.PER_SECOND, "100");
    start();
    Socket socket = tenant.open();
    long before = System.nanoTime();
    for (int number = 0; number < 250; number++) {
      socket.send(Pusher.utterance("c", "words", "T" + number));
    }
    settled(250);

    assertThat(Duration.ofNanos(System.nanoTime() - before))
        .isGreaterThan(Duration.ofMillis(1_300));
    assertThat(context.metrics().get("cueline.ingest.push.slowed").counter().count()).isPositive();
    ended().accountsFor(250);
  }

  @Test
  void connectionsHaveTheirLimit() {
    rig.with(PushSettings.MAX_CONNECTIONS, "2");
    start();
    Socket first = tenant.open();
    tenant.open();
    await().until(() -> gauge() == 2);

    assertThat(tenant.refused("Authorization", "Bearer " + Pusher.TOKEN)).isEqualTo(503);
    first.close();
    await().until(() -> gauge() == 1);
    assertThat(tenant.open().lives()).isTrue();
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

  private HttpResponse<String> signed(byte[] body, long at) throws Exception {
    return tenant.post(
        body,
        "X-Cueline-Timestamp",
        Long.toString(at),
        "X-Cueline-Signature",
        signature("POST", body, at));
  }

  private static String signature(String method, byte[] body, long at) throws Exception {
    String hash =
        HexFormat.of().formatHex(java.security.MessageDigest.getInstance("SHA-256").digest(body));
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec("shared secret".getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
    String text = at + "\n" + method + "\n" + PATH + "\n" + hash;
    return "sha256=" + HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
  }

  /** All that was written, with no tick under way. */
  private FrameOracle ended() {
    rig.stop();
    return rig.written().holds();
  }

  private double gauge() {
    return context.metrics().get("cueline.ingest.push.connections").gauge().value();
  }

  private double refusals(String reason) {
    return context
        .metrics()
        .get("cueline.ingest.push.refused")
        .tag("reason", reason)
        .counter()
        .count();
  }

  /** Two looks with time for some ticks between show none. */
  private boolean ticksStop() throws InterruptedException {
    int before = rig.written().ticks(SOURCE).size();
    Thread.sleep(100);
    return rig.written().ticks(SOURCE).size() == before;
  }

  private void settled(int sent) {
    await()
        .atMost(Duration.ofSeconds(20))
        .pollInterval(Duration.ofMillis(50))
        .until(
            () -> {
              FrameOracle written = rig.written();
              return written.content().size() + written.rejected().size() >= sent;
            });
  }
}
