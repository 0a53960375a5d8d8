package io.cueline.runtime.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.cueline.runtime.service.StartupException;
import io.cueline.runtime.settings.Settings;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class HttpServerLifeTest {

  @Test
  void namesTheSettingWhenItsPortIsTaken() throws Exception {
    try (TestServer first = TestServer.with(http -> http)) {
      String taken = Integer.toString(first.server.port());
      Settings same = Settings.defaults(HttpSettings.ALL).with(HttpSettings.PORT, taken);
      HttpServer second = HttpServer.create(same, first.health, first.metrics);

      assertThatThrownBy(second::start)
          .isInstanceOf(StartupException.class)
          .hasMessageContaining(taken)
          .hasMessageContaining("http.port")
          .hasMessageContaining("CUELINE_HTTP_PORT");
      assertThat(first.get("/health/live").statusCode()).isEqualTo(200);
    }
  }

  @Test
  void namesTheSettingWhenItsHostIsNotOfThisMachine() {
    try (TestServer other = TestServer.with(http -> http)) {
      Settings elsewhere =
          Settings.defaults(HttpSettings.ALL)
              .with(HttpSettings.PORT, "0")
              .with(HttpSettings.HOST, "no-such-host.invalid");
      HttpServer server = HttpServer.create(elsewhere, other.health, other.metrics);

      assertThatThrownBy(server::start)
          .isInstanceOf(StartupException.class)
          .hasMessageContaining("no-such-host.invalid")
          .hasMessageContaining("http.host");
    }
  }

  @Test
  void letsARunningRequestEndWhenItStops() throws Exception {
    CountDownLatch running = new CountDownLatch(1);
    CountDownLatch stopping = new CountDownLatch(1);
    TestServer test =
        TestServer.with(
            http ->
                http.route(
                    "GET",
                    "/slow",
                    _ -> {
                      running.countDown();
                      stopping.await();
                      return HttpReply.text(200, "done");
                    }));
    CompletableFuture<HttpResponse<String>> slow =
        test.client()
            .sendAsync(
                java.net.http.HttpRequest.newBuilder(test.uri("/slow")).build(),
                BodyHandlers.ofString());
    running.await();
    Thread closing = Thread.ofVirtual().start(test.server::close);
    await().until(() -> refuses(test));
    stopping.countDown();

    assertThat(slow.get().body()).isEqualTo("done");
    closing.join();
    test.close();
  }

  @Test
  void takesNoRoutesAfterItsStart() {
    try (TestServer test = TestServer.with(http -> http)) {
      assertThatThrownBy(() -> test.server.route("GET", "/late", _ -> HttpReply.empty(204)))
          .isInstanceOf(IllegalStateException.class);
    }
  }

  private static boolean refuses(TestServer test) {
    try {
      return test.get("/health/live").statusCode() == 503;
    } catch (IOException closed) {
      return true;
    } catch (InterruptedException end) {
      throw new IllegalStateException(end);
    }
  }
}
