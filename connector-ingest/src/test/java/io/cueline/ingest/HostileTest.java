package io.cueline.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cueline.ingest.masking.Masker;
import io.cueline.ingest.server.PushSettings;
import io.cueline.ingest.support.FakeTenant.Connection;
import io.cueline.ingest.support.FrameOracle;
import io.cueline.ingest.support.Pusher;
import io.cueline.ingest.support.Pusher.Socket;
import io.cueline.ingest.support.Rig;
import io.cueline.ingest.support.SharedData;
import io.cueline.runtime.service.ServiceContext;
import io.cueline.runtime.settings.CxoneSettings;
import io.cueline.schemas.Frame;
import io.cueline.schemas.RejectedFrame;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

/** What is sent to break us, over real sockets: it is rejected, and everything else goes on. */
class HostileTest {

  private static final String PATH = "/api/v2/stt/incoming";
  private static final int MEGABYTES = 100;

  /** Of our own, so that the test means something without the shared data. */
  private static final List<String> BROKEN =
      List.of(
          "",
          " ",
          "{",
          "[]",
          "null",
          "\"text\"",
          "{\"conversationId\":\"c\",\"text\":\"a\"}x",
          "{\"conversationId\":\"c\",\"text\":\"a\",\"text\":\"b\"}",
          "{\"conversationId\":\"c\",\"text\":NaN}",
          "{'conversationId':'c'}",
          "{\"conversationId\":\"c\",\"text\":\"\\uD8\"}",
          "{\"a\":".repeat(50_000),
          "[".repeat(100_000),
          "{\"conversationId\":\"" + "c".repeat(300) + "\",\"text\":\"a\"}",
          "{\"conversationId\":1e999999999,\"text\":\"a\"}",
          "{\"conversationId\":" + "9".repeat(200) + ",\"text\":\"a\"}",
          "{\"conversationId\":{\"toString\":1},\"text\":\"a\"}");

  private static final List<String> NAUGHTY =
      List.of(
          "\u202Egnirts\u0000",
          "${jndi:ldap://x}",
          "'; DROP TABLE interactions; --",
          "\uD83D\uDCA9 Ｔｈｅ",
          "<script>alert(1)</script>",
          "Ṱ̺̺̕o͞ ̷i̲̬͇̪͙n̝̗͕v̟̜̘̦͟o̶̙̰̠kè͚̮̺̪̹̱̤");

  private Rig rig;

  @SuppressWarnings("NullAway.Init")
  private ServiceContext context;

  @BeforeEach
  void prepare(TestInfo info) throws ExecutionException, InterruptedException {
    rig = Rig.of(info);
  }

  @AfterEach
  void stop() {
    rig.close();
  }

  private Pusher push() {
    rig.with(CxoneSettings.PROFILE, "compliance-prompts")
        .with(CxoneSettings.VARIABLES, "tenant=t")
        .with(PushSettings.TOKENS, Pusher.TOKEN);
    context = rig.start();
    return new Pusher(context.http().address(), PATH);
  }

  @Test
  void brokenFramesAreRejectedOneByOneAndTheirConnectionLivesOn() throws Exception {
    Pusher tenant = push();
    Socket socket = tenant.open();

    for (String broken : BROKEN) {
      socket.send(broken);
    }
    socket.sendBinary(new byte[] {1, 2, 3});
    socket.send(Pusher.utterance("c", "still here", "T"));

    List<RejectedFrame> rejected = settled(BROKEN.size() + 2).rejected();
    assertThat(rejected).hasSize(BROKEN.size() + 1);
    assertThat(rejected).allSatisfy(each -> assertThat(each.getReason()).isNotBlank());
    assertThat(socket.lives()).isTrue();
    assertThat(rig.written().content()).extracting(Frame::getText).containsExactly("still here");
  }

  @Test
  void brokenFramesFromATenantWeConnectToAreRejectedAndTheConnectionLivesOn() throws Exception {
    rig.start();
    Connection connection = rig.tenant.connection();

    for (String broken : BROKEN) {
      connection.send(broken);
    }
    connection.send(Rig.utterance("c", "still here"));

    assertThat(settled(BROKEN.size() + 1).rejected()).hasSize(BROKEN.size());
    assertThat(connection.lives()).isTrue();
  }

  @Test
  void postsOfAnyBytesAreAnswered() throws Exception {
    Pusher tenant = push();
    List<byte[]> bodies = new ArrayList<>();
    BROKEN.forEach(each -> bodies.add(each.getBytes(StandardCharsets.UTF_8)));
    bodies.add(new byte[] {'{', (byte) 0xC3, '}'});
    bodies.add(new byte[] {(byte) 0xFF, (byte) 0xFE, 0, '{'});
    bodies.add(new byte[300_000]);
    for (byte[] body : bodies) {
      assertThat(tenant.post(body, "Authorization", "Bearer " + Pusher.TOKEN).statusCode())
          .isEqualTo(400);
    }
    assertThat(
            tenant
                .post(new byte[2_000_000], "Authorization", "Bearer " + Pusher.TOKEN)
                .statusCode())
        .isEqualTo(413);

    assertThat(tenant.post(Pusher.utterance("c", "still here", "T")).statusCode()).isEqualTo(200);
    assertThat(settled(bodies.size() + 1).rejected()).hasSize(bodies.size());
  }

  @Test
  void whatIsNoTextEndsItsOwnConnectionOnlyAndIsWrittenDown() throws Exception {
    Pusher tenant = push();
    Socket other = tenant.open();
    try (Raw raw = new Raw(context.http().port(), PATH)) {
      raw.handshake("Authorization: Bearer " + Pusher.TOKEN);
      raw.frame(1, new byte[] {'"', (byte) 0xC3, '"'});
      // A close frame, with 1007.
      assertThat(raw.read()).isEqualTo(0x88);
      raw.read();
      assertThat(raw.read() * 256 + raw.read()).isEqualTo(1007);
    }
    other.send(Pusher.utterance("c", "still here", "T"));

    FrameOracle written = settled(2);
    assertThat(written.rejected())
        .extracting(RejectedFrame::getReason)
        .containsExactly("not UTF-8 text; its connection was closed");
    assertThat(other.lives()).isTrue();
  }

  @Test
  void aFrameOfAHundredMegabytesIsRejectedWithoutBeingHeld() throws Exception {
    Pusher tenant = push();
    try (Raw raw = new Raw(context.http().port(), PATH)) {
      raw.handshake("Authorization: Bearer " + Pusher.TOKEN);
      huge(raw);
      raw.frame(1, Pusher.utterance("c", "behind it", "T").getBytes(StandardCharsets.UTF_8));
      FrameOracle written = settled(2);
      assertThat(written.rejected().getFirst().getRawLength()).isEqualTo(MEGABYTES * 1_000_000L);
      assertThat(written.rejected().getFirst().getRaw().length()).isLessThan(70_000);
      assertThat(written.content()).extracting(Frame::getText).containsExactly("behind it");
    }
    assertThat(tenant.open().lives()).isTrue();
  }

  /** Two thousand megabytes on the way at once, in a process that has fifteen hundred. */
  @Test
  @Tag("long")
  void twentyOfThemAtOnceFitIntoAProcessThatCouldNotHoldThem() throws Exception {
    Pusher tenant = push();
    List<Thread> senders = new ArrayList<>();
    for (int number = 0; number < 20; number++) {
      senders.add(
          Thread.ofVirtual()
              .start(
                  () -> {
                    try (Raw raw = new Raw(context.http().port(), PATH)) {
                      raw.handshake("Authorization: Bearer " + Pusher.TOKEN);
                      huge(raw);
                      raw.frame(8, new byte[] {3, (byte) 0xE8});
                      raw.readToTheEnd();
                    } catch (IOException failed) {
                      throw new java.io.UncheckedIOException(failed);
                    }
                  }));
    }
    for (Thread sender : senders) {
      sender.join();
    }
    tenant.open().send(Pusher.utterance("c", "still here", "T"));
    assertThat(settled(21).rejected()).hasSize(20);
  }

  @Test
  void everyFileOfTheJsonTestSuiteIsAnsweredOnBothSides() throws Exception {
    List<Path> files = files();
    Pusher tenant = push();
    Socket socket = tenant.open();
    int sent = 0;
    for (Path file : files) {
      byte[] raw = Files.readAllBytes(file);
      assertThat(tenant.post(raw, "Authorization", "Bearer " + Pusher.TOKEN).statusCode())
          .as("%s", file)
          .isEqualTo(400);
      sent++;
      if (isText(raw)) {
        socket.send(new String(raw, StandardCharsets.UTF_8));
        sent++;
      }
    }
    socket.send(Pusher.utterance("c", "still here", "T"));
    assertThat(settled(sent + 1).rejected()).hasSize(sent);
    assertThat(socket.lives()).isTrue();
  }

  @Test
  void everyFileOfTheJsonTestSuiteIsAnsweredOnTheTenantsOwnStream() throws Exception {
    List<Path> files = files();
    rig.start();
    Connection connection = rig.tenant.connection();
    int sent = 0;
    for (Path file : files) {
      byte[] raw = Files.readAllBytes(file);
      if (isText(raw)) {
        connection.send(new String(raw, StandardCharsets.UTF_8));
        sent++;
      }
    }
    connection.send(Rig.utterance("c", "still here"));
    assertThat(settled(sent + 1).rejected()).hasSize(sent);
    assertThat(connection.lives()).isTrue();
  }

  @Test
  void naughtyStringsComeThroughAsTheyAreButForTheMask() throws Exception {
    ObjectMapper json = new ObjectMapper();
    List<String> strings = new ArrayList<>(NAUGHTY);
    SharedData.find("attack/naughty-strings.json")
        .ifPresent(file -> strings.addAll(read(json, file)));
    Socket socket = push().open();
    for (String each : strings) {
      socket.send(json.createObjectNode().put("conversationId", "c").put("text", each).toString());
    }

    FrameOracle written = settled(strings.size());
    assertThat(written.content())
        .extracting(Frame::getText)
        .containsExactlyElementsOf(strings.stream().map(Masker::mask).toList());
  }

  private static List<String> read(ObjectMapper json, Path file) {
    try {
      List<String> strings = new ArrayList<>();
      for (JsonNode each : json.readTree(file.toFile())) {
        strings.add(each.textValue());
      }
      return strings;
    } catch (IOException unreadable) {
      throw new java.io.UncheckedIOException(unreadable);
    }
  }

  /** One text frame, in pieces so that the sender does not hold it either. */
  private static void huge(Raw raw) throws IOException {
    long length = MEGABYTES * 1_000_000L;
    raw.write(new byte[] {(byte) 0x81, (byte) 0xFF});
    raw.write(ByteBuffer.allocate(8).putLong(length).array());
    raw.write(new byte[4]);
    byte[] piece = new byte[1_000_000];
    Arrays.fill(piece, (byte) 'a');
    for (int number = 0; number < MEGABYTES; number++) {
      raw.write(piece);
    }
  }

  private static List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(SharedData.need("attack/json"))) {
      return files.filter(each -> name(each).endsWith(".json")).sorted().toList();
    }
  }

  private static String name(Path file) {
    return String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
  }

  private static boolean isText(byte[] raw) {
    try {
      StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(raw));
      return true;
    } catch (CharacterCodingException bytes) {
      return false;
    }
  }

  private FrameOracle settled(int sent) {
    rig.settled(sent, Duration.ofSeconds(60));
    return rig.written();
  }
}
