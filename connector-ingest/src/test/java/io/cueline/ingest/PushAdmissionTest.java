package io.cueline.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cueline.ingest.server.PushSettings;
import io.cueline.ingest.support.FrameOracle;
import io.cueline.ingest.support.Pusher;
import io.cueline.ingest.support.Pusher.Socket;
import io.cueline.schemas.Frame;
import io.cueline.schemas.FrameKind;
import io.cueline.schemas.RejectedFrame;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

/** Who may push to us, and how much. */
class PushAdmissionTest extends PushedStream {

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
}
