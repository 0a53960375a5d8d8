package io.cueline.ingest.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cueline.cxone.profile.StreamSpec;
import io.cueline.cxone.profile.TokenPlace;
import io.cueline.cxone.token.TokenSource;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Against a tenant that opens WebSockets and then says nothing at all, not even a pong. */
class TenantStreamTest {

  private static final String MAGIC = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

  private final List<Socket> sockets = new CopyOnWriteArrayList<>();
  private final List<String> events = new CopyOnWriteArrayList<>();
  private final CountDownLatch letGo = new CountDownLatch(1);
  private ServerSocket server;

  @BeforeEach
  void listen() throws IOException {
    server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().start(this::accept);
  }

  @AfterEach
  void stop() throws IOException {
    letGo.countDown();
    server.close();
    for (Socket socket : sockets) {
      socket.close();
    }
  }

  private void accept() {
    try {
      while (true) {
        Socket socket = server.accept();
        BufferedReader in =
            new BufferedReader(
                new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
        String key = "";
        for (String line = in.readLine(); line != null && !line.isEmpty(); line = in.readLine()) {
          if (line.toLowerCase(Locale.ROOT).startsWith("sec-websocket-key:")) {
            key = line.substring(line.indexOf(':') + 1).strip();
          }
        }
        byte[] digest =
            MessageDigest.getInstance("SHA-1")
                .digest((key + MAGIC).getBytes(StandardCharsets.US_ASCII));
        String answer =
            "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                + "Sec-WebSocket-Accept: "
                + Base64.getEncoder().encodeToString(digest)
                + "\r\n\r\n";
        socket.getOutputStream().write(answer.getBytes(StandardCharsets.US_ASCII));
        sockets.add(socket);
      }
    } catch (Exception closed) {
      events.add("server closed");
    }
  }

  private TenantStream stream(StreamListener listener) {
    AtomicInteger tokens = new AtomicInteger();
    TokenSource source =
        new TokenSource() {
          @Override
          public String token(String scope) {
            return scope + tokens.incrementAndGet();
          }

          @Override
          public void invalidate(String scope, String token) {
            events.add("invalidated " + token);
          }
        };
    StreamSpec.Connect endpoint =
        new StreamSpec.Connect(
            URI.create("ws://127.0.0.1:" + server.getLocalPort() + "/stream"),
            Optional.empty(),
            "s",
            new TokenPlace.Query("access_token"),
            Map.of(),
            StreamSpec.KeepAlive.DEFAULT,
            Optional.empty());
    return new TenantStream(
        new StreamSettings(
            "test",
            endpoint,
            Duration.ofSeconds(5),
            Duration.ofMillis(100),
            Duration.ofMillis(200),
            new Backoff(Duration.ofMillis(10), Duration.ofMillis(20), 0),
            1_000),
        source,
        listener,
        () -> events.add("again"));
  }

  /** An unmasked text frame of less than 126 bytes. */
  private static void send(Socket socket, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    socket.getOutputStream().write(new byte[] {(byte) 0x81, (byte) bytes.length});
    socket.getOutputStream().write(bytes);
  }

  @Test
  void aConnectionWithoutPongsIsGivenUpAndOpenedAgain() {
    try (TenantStream stream = stream(new Recorder(events)).start()) {
      await().until(() -> events.contains("again") && sockets.size() >= 2);
      await().until(() -> stream.waitingFor().isEmpty());
    }

    assertThat(events).startsWith("opened", "invalidated s1", "closed false", "again", "opened");
    assertThat(events).contains("closed true");
  }

  @Test
  void whileWeDoNotReadTheConnectionIsNotGivenUpAndNothingIsReadAhead() throws Exception {
    StreamListener slow =
        new Recorder(events) {
          @Override
          public void message(String raw) {
            super.message(raw);
            try {
              letGo.await(20, TimeUnit.SECONDS);
            } catch (InterruptedException stopped) {
              Thread.currentThread().interrupt();
            }
          }
        };
    try (TenantStream stream = stream(slow).start()) {
      await().until(() -> stream.waitingFor().isEmpty());
      send(sockets.getFirst(), "one");
      send(sockets.getFirst(), "two");
      await().until(() -> events.contains("one"));

      await()
          .pollDelay(Duration.ofMillis(800))
          .untilAsserted(() -> assertThat(events).doesNotContain("again", "two"));
      letGo.countDown();
      await().until(() -> events.contains("two"));
    }
  }

  @Test
  void whatTyrusWouldEndTheConnectionOverIsRejectedAndTheStreamGoesOn() throws Exception {
    try (TenantStream stream = stream(new Recorder(events)).start()) {
      await().until(() -> stream.waitingFor().isEmpty());
      Socket socket = sockets.getFirst();
      socket.getOutputStream().write(new byte[] {(byte) 0x81, 127, 0, 0, 0, 0, 1, 0, 0, 0});
      socket.getOutputStream().write(new byte[16_777_216]);
      socket.getOutputStream().write(new byte[] {(byte) 0x81, 2, (byte) 0xc3, (byte) 0x28});
      send(socket, "after");

      await().until(() -> events.contains("after"));
    }
    assertThat(events)
        .containsSubsequence("opened", "longer than 1000 bytes", "not UTF-8 text", "after")
        .doesNotContain("again");
  }

  @Test
  void nothingOfAnAbandonedConnectionIsLetThrough() throws Exception {
    try (TenantStream stream = stream(new Recorder(events)).start()) {
      await().until(() -> stream.waitingFor().isEmpty());
      stream.restart("for the test");
      await().until(() -> events.contains("again"));
      send(sockets.getFirst(), "late");
    } catch (IOException alreadyClosed) {
      events.add("server could not send");
    }

    assertThat(events).doesNotContain("late");
  }

  private static class Recorder implements StreamListener {

    private final List<String> events;

    Recorder(List<String> events) {
      this.events = events;
    }

    @Override
    public void opened() {
      events.add("opened");
    }

    @Override
    public void message(String raw) {
      events.add(raw);
    }

    @Override
    public void unreadable(String reason, String head, long length) {
      events.add(reason);
    }

    @Override
    public void alive() {
      events.add("alive");
    }

    @Override
    public void closed(boolean byUs) {
      events.add("closed " + byUs);
    }
  }
}
