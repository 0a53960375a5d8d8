package io.cueline.workbench.tenant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.cueline.runtime.service.StartupException;
import io.cueline.workbench.tenant.calls.Call;
import io.cueline.workbench.tenant.calls.Speaker;
import io.cueline.workbench.tenant.calls.Turn;
import io.cueline.workbench.tenant.journal.SentFrame;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is kept of a run, and going on from it. */
class JournalTest {

  private static final int FRAMES = 32;

  @TempDir Path folder;

  private TenantOptions.Builder options() {
    return options("call");
  }

  private TenantOptions.Builder options(String interaction) {
    Turn[] turns =
        IntStream.range(0, FRAMES - 2)
            .mapToObj(i -> Turn.of(Speaker.CUSTOMER, "turn " + i))
            .toArray(Turn[]::new);
    return TenantOptions.builder()
        .calls(List.of(Call.of(interaction, turns)))
        .startAt(Instant.parse("2026-03-01T10:00:00Z"))
        .speed(200)
        .startOnSubscribe(true)
        .dataFolder(folder);
  }

  @Test
  void shouldGoOnWithTheFirstFrameNotYetSentWhereverItWasStopped() {
    List<String> stamped = new ArrayList<>();
    int runs = 0;
    while (stamped.size() < FRAMES) {
      runs++;
      OutsideSocket socket = partOfARun(Math.min(9, FRAMES - stamped.size()));
      var _ = socket.awaitClosed();
      assertThat(socket.beats()).isSorted();
      stamped.addAll(socket.stamped());
    }

    assertThat(runs).isBetween(2, 4);
    assertThat(stamped).isEqualTo(undisturbed());
  }

  private OutsideSocket partOfARun(int frames) {
    try (SimulatedTenant tenant = SimulatedTenant.start(options().build())) {
      OutsideSocket socket = new OutsideClient(tenant).subscribe();
      await().until(() -> socket.frames().size() >= frames);
      return socket;
    }
  }

  private List<String> undisturbed() {
    TenantOptions elsewhere = options().dataFolder(folder.resolve("undisturbed")).build();
    try (SimulatedTenant tenant = SimulatedTenant.start(elsewhere)) {
      OutsideSocket socket = new OutsideClient(tenant).subscribe();
      await().until(() -> socket.frames().size() == FRAMES);
      return socket.stamped();
    }
  }

  @Test
  void shouldHashWhatItSent() throws Exception {
    try (SimulatedTenant tenant = SimulatedTenant.start(options().build())) {
      OutsideSocket socket = new OutsideClient(tenant).subscribe();
      await().until(() -> socket.frames().size() == FRAMES);

      byte[] raw = socket.frames().get(5).getBytes(StandardCharsets.UTF_8);
      SentFrame sent = tenant.sent(5, 1).getFirst();
      assertThat(sent.sha256())
          .isEqualTo(HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(raw)));
      assertThat(sent.length()).isEqualTo(raw.length);
      assertThat(sent.textLength()).isEqualTo("turn 4".length());
    }
  }

  @Test
  void shouldTolerateATornLastLine() throws IOException {
    List<SentFrame> before = playAll();
    Path file = folder.resolve("sent.jsonl");
    long whole = Files.size(file);
    Files.writeString(file, "{\"ordinal\":32,\"type\":\"tra", StandardOpenOption.APPEND);

    try (SimulatedTenant tenant = SimulatedTenant.start(options().build())) {
      assertThat(tenant.sent(0, 100)).isEqualTo(before);
      assertThat(tenant.status().state()).isEqualTo(TenantStatus.State.FINISHED);
      assertThat(Files.size(file)).isEqualTo(whole);
    }
  }

  @Test
  void shouldRefuseAJournalBrokenInItsMiddle() throws IOException {
    playAll();
    Path file = folder.resolve("sent.jsonl");
    List<String> lines = new ArrayList<>(Files.readAllLines(file));
    lines.set(2, "{}");
    Files.write(file, lines);

    assertThatThrownBy(() -> SimulatedTenant.start(options().build()))
        .isInstanceOf(StartupException.class)
        .hasMessageContaining("sent.jsonl:3: not a line of the simulated tenant's journal");
  }

  @Test
  void shouldRefuseTheJournalOfOtherCalls() {
    playAll();

    assertThatThrownBy(() -> SimulatedTenant.start(options("another").build()))
        .isInstanceOf(StartupException.class)
        .hasMessageContaining("other calls");
  }

  @Test
  void shouldRememberReceivedCallsAcrossARestart() {
    String path = "/api/v2/agentassist/prompts";
    String body = "{\"conversationId\":\"c\",\"prompt\":\"Ünïcode\"}";
    for (int run = 0; run < 2; run++) {
      try (SimulatedTenant tenant = SimulatedTenant.start(options().build())) {
        OutsideClient client = new OutsideClient(tenant);
        client.post(
            path, body, "Authorization", "Bearer " + client.token(), "Idempotency-Key", "key");
        assertThat(tenant.status().received()).isEqualTo(run + 1);
        assertThat(tenant.status().duplicates()).isEqualTo(run);
        assertThat(tenant.received(0, 1).getFirst().body()).isEqualTo(body);
      }
    }
  }

  private List<SentFrame> playAll() {
    try (SimulatedTenant tenant = SimulatedTenant.start(options().speed(5_000).build())) {
      OutsideSocket socket = new OutsideClient(tenant).subscribe();
      await().until(() -> socket.frames().size() == FRAMES);
      return tenant.sent(0, 100);
    }
  }
}
