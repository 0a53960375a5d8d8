package io.cueline.runtime.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.cueline.runtime.health.Health;
import io.cueline.runtime.settings.Settings;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Senders who take their time, to keep others out. Takes as long as our patience with them does.
 */
@Tag("long")
class SlowSendersTest {

  private final HttpServer server =
      HttpServer.create(
              Settings.defaults(HttpSettings.ALL).with(HttpSettings.PORT, "0"),
              new Health(),
              new SimpleMeterRegistry())
          .route("GET", "/slow", _ -> answerAfter(6_000))
          .route("POST", "/body", _ -> HttpReply.text(200, "read"));

  @BeforeEach
  void start() {
    server.start();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private static HttpReply answerAfter(long millis) throws InterruptedException {
    Thread.sleep(millis);
    return HttpReply.text(200, "late");
  }

  @Test
  void whoDripsAHeadIsClosedAndWhoWaitsForASlowAnswerIsNot() throws Exception {
    List<Socket> loris = new ArrayList<>();
    for (int number = 0; number < 200; number++) {
      Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port());
      socket
          .getOutputStream()
          .write("GET /health/live HTTP/1.1\r\n".getBytes(StandardCharsets.UTF_8));
      loris.add(socket);
    }
    Socket body = new Socket(InetAddress.getLoopbackAddress(), server.port());
    body.setSoTimeout(20_000);
    body.getOutputStream()
        .write(
            "POST /body HTTP/1.1\r\nHost: x\r\nContent-Length: 5000\r\n\r\n"
                .getBytes(StandardCharsets.UTF_8));
    HttpClient client = HttpClient.newHttpClient();
    var slow =
        client.sendAsync(
            HttpRequest.newBuilder(URI.create(server.address() + "/slow")).build(),
            HttpResponse.BodyHandlers.ofString());

    int alive = loris.size();
    long before = System.nanoTime();
    while (alive > 0 && System.nanoTime() - before < 20_000_000_000L) {
      Thread.sleep(500);
      alive = drip(loris);
      drip(List.of(body));
      assertThat(
              client
                  .send(
                      HttpRequest.newBuilder(URI.create(server.address() + "/health/live")).build(),
                      HttpResponse.BodyHandlers.ofString())
                  .statusCode())
          .isEqualTo(200);
    }

    assertThat(alive).isZero();
    assertThat(slow.join().body()).isEqualTo("late");
    assertThat(new String(body.getInputStream().readNBytes(12), StandardCharsets.UTF_8))
        .isEqualTo("HTTP/1.1 408");
  }

  /** A header's byte each; how many still take it. */
  private static int drip(List<Socket> sockets) {
    int alive = 0;
    for (Socket socket : sockets) {
      try {
        socket.getOutputStream().write('x');
        alive++;
      } catch (IOException closed) {
        assertThat(closed).isNotNull();
      }
    }
    return alive;
  }
}
