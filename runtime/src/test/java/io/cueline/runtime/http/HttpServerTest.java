package io.cueline.runtime.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.cueline.runtime.service.StartupException;
import io.cueline.runtime.settings.Settings;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class HttpServerTest {

  private static final byte[] NOTHING = new byte[0];

  record Assignment(String agent) {}

  @Test
  void answersFailuresAsJsonWithoutTheirInsides() throws Exception {
    try (TestServer test =
        TestServer.with(
            http ->
                http.route(
                        "GET",
                        "/broken",
                        _ -> {
                          throw new IllegalStateException("s3cret");
                        })
                    .route(
                        "GET",
                        "/refused",
                        _ -> {
                          throw new HttpFailure(409, "in use");
                        }))) {
      HttpResponse<String> broken = test.get("/broken");
      HttpResponse<String> refused = test.get("/refused");
      HttpResponse<String> absent = test.get("/nowhere");

      assertThat(broken.statusCode()).isEqualTo(500);
      assertThat(broken.body())
          .contains("\"error\":\"internal error\"")
          .contains("reference")
          .doesNotContain("s3cret", "Exception");
      assertThat(refused.statusCode()).isEqualTo(409);
      assertThat(refused.body()).isEqualTo("{\"error\":\"in use\"}");
      assertThat(absent.statusCode()).isEqualTo(404);
      assertThat(absent.body()).isEqualTo("{\"error\":\"there is nothing at this path\"}");
      assertThat(absent.headers().firstValue("Content-Type")).contains("application/json");
    }
  }

  @Test
  void saysWhichMethodsAPathAnswers() throws Exception {
    try (TestServer test =
        TestServer.with(
            http ->
                http.route("PUT", "/rules/{id}", _ -> HttpReply.empty(204))
                    .route("DELETE", "/rules/{id}", _ -> HttpReply.empty(204)))) {
      HttpResponse<String> wrong = test.send("POST", "/rules/a", NOTHING);

      assertThat(wrong.statusCode()).isEqualTo(405);
      assertThat(wrong.headers().firstValue("Allow")).contains("DELETE, PUT");
    }
  }

  @Test
  void saysWhereABodyIsNoJson() throws Exception {
    try (TestServer test =
        TestServer.with(
            http ->
                http.route(
                    "PUT",
                    "/agent",
                    request -> HttpReply.text(200, request.json(Assignment.class).agent())))) {
      HttpResponse<String> broken = test.send("PUT", "/agent", "{\n\"agent\" 1}".getBytes(UTF_8));
      HttpResponse<String> other = test.send("PUT", "/agent", "{\"who\":1}".getBytes(UTF_8));
      HttpResponse<String> list = test.send("PUT", "/agent", "{\"agent\":[]}".getBytes(UTF_8));
      HttpResponse<String> none = test.send("PUT", "/agent", NOTHING);
      HttpResponse<String> right = test.send("PUT", "/agent", "{\"agent\":\"a7\"}".getBytes(UTF_8));

      assertThat(broken.statusCode()).isEqualTo(400);
      assertThat(broken.body()).contains("line 2");
      assertThat(other.statusCode()).isEqualTo(400);
      assertThat(other.body()).contains("unknown field 'who'");
      assertThat(list.statusCode()).isEqualTo(400);
      assertThat(list.body()).contains("'agent' is not of the form expected");
      assertThat(none.statusCode()).isEqualTo(400);
      assertThat(right.body()).isEqualTo("a7");
    }
  }

  @Test
  void refusesBodiesBeyondTheLimitWhetherDeclaredOrNot() throws Exception {
    try (TestServer test =
        TestServer.with(
            settings -> settings.with(HttpSettings.MAX_BODY, "2048"),
            http ->
                http.route(
                    "POST",
                    "/count",
                    request -> HttpReply.text(200, Integer.toString(request.body().length))))) {
      HttpResponse<String> declared = test.send("POST", "/count", new byte[2049]);
      HttpResponse<String> streamed =
          test.client()
              .send(
                  java.net.http.HttpRequest.newBuilder(test.uri("/count"))
                      .POST(
                          BodyPublishers.ofInputStream(
                              () -> new ByteArrayInputStream(new byte[3000])))
                      .build(),
                  BodyHandlers.ofString());
      HttpResponse<String> fits = test.send("POST", "/count", new byte[2048]);

      assertThat(declared.statusCode()).isEqualTo(413);
      assertThat(declared.body()).contains("2048").contains("http.max-body-bytes");
      assertThat(streamed.statusCode()).isEqualTo(413);
      assertThat(fits.body()).isEqualTo("2048");
    }
  }

  @Test
  void answersWhatIsNoHttpAtAllWithoutADocument() throws Exception {
    try (TestServer test = TestServer.with(http -> http)) {
      assertThat(raw(test, "GET /%zz HTTP/1.1\r\nHost: a\r\n\r\n")).startsWith("HTTP/1.1 400");
      assertThat(raw(test, "not http\r\n\r\n"))
          .startsWith("HTTP/1.1 505")
          .contains("\"error\"")
          .doesNotContain("<html", "Exception", "Jetty");
    }
  }

  @Test
  void securedRoutesSayHowToConfigureATokenWhereThereIsNone() throws Exception {
    try (TestServer test =
        TestServer.with(http -> http.secured("GET", "/rules", _ -> HttpReply.text(200, "in")))) {
      HttpResponse<String> closed = test.send("GET", "/rules", NOTHING, "Authorization", "Bearer ");

      assertThat(closed.statusCode()).isEqualTo(403);
      assertThat(closed.body()).contains("CUELINE_HTTP_TOKENS").contains("http.tokens");
    }
  }

  @Test
  void securedRoutesOpenToEachConfiguredTokenOnly() throws Exception {
    try (TestServer test =
        TestServer.with(
            settings -> settings.with(HttpSettings.TOKENS, "alpha, beta"),
            http -> http.secured("GET", "/rules", _ -> HttpReply.text(200, "in")))) {
      assertThat(test.get("/rules").statusCode()).isEqualTo(401);
      assertThat(test.get("/rules").headers().firstValue("WWW-Authenticate")).contains("Bearer");
      assertThat(status(test, "Bearer gamma")).isEqualTo(401);
      assertThat(status(test, "Bearer alpha, beta")).isEqualTo(401);
      assertThat(status(test, "Basic alpha")).isEqualTo(401);
      assertThat(status(test, "Bearer alpha")).isEqualTo(200);
      assertThat(status(test, "bearer beta")).isEqualTo(200);
    }
  }

  @Test
  void handsOverPathValuesQueryAndHeaders() throws Exception {
    try (TestServer test =
        TestServer.with(
            http ->
                http.route(
                        "GET",
                        "/calls/{id}/notes/{note}",
                        request ->
                            HttpReply.json(
                                200,
                                Map.of(
                                    "id", request.pathValue("id"),
                                    "note", request.pathValue("note"),
                                    "q", request.queryValue("q").orElse("-"),
                                    "x", request.header("X-Who").orElse("-"))))
                    .route("GET", "/calls/open/notes/all", _ -> HttpReply.text(200, "words")))) {
      HttpResponse<String> values =
          test.send("GET", "/calls/a%2Fb+c/notes/n%C3%A9?q=1%202&q=3", NOTHING, "X-Who", "me");

      assertThat(values.body()).contains("\"id\":\"a/b+c\"", "\"note\":\"né\"");
      assertThat(values.body()).contains("\"q\":\"1 2\"", "\"x\":\"me\"");
      assertThat(test.get("/calls/open/notes/all").body()).isEqualTo("words");
      assertThat(test.get("/calls//notes/all").statusCode()).isEqualTo(400);
      assertThat(test.send("HEAD", "/calls/open/notes/all", NOTHING).statusCode()).isEqualTo(200);
    }
  }

  @Test
  void isReadyOnceEveryPartIs() throws Exception {
    try (TestServer test = TestServer.with(http -> http)) {
      test.health.ready("store", () -> Optional.of("restoring, 3 of 8"));
      HttpResponse<String> waiting = test.get("/health/ready");
      test.health.ready("store", Optional::empty);
      HttpResponse<String> ready = test.get("/health/ready");

      assertThat(waiting.statusCode()).isEqualTo(503);
      assertThat(waiting.body()).contains("\"store\":\"restoring, 3 of 8\"");
      assertThat(ready.statusCode()).isEqualTo(200);
      assertThat(test.get("/health/live").statusCode()).isEqualTo(200);
    }
  }

  @Test
  void showsMetersAndItsOwnRequestsToPrometheus() throws Exception {
    try (TestServer test =
        TestServer.with(http -> http.route("GET", "/calls/{id}", _ -> HttpReply.text(200, "")))) {
      test.metrics.counter("cueline.frames").increment(3);
      var _ = test.get("/calls/7");
      String scraped = test.get("/metrics").body();

      assertThat(scraped).contains("cueline_frames_total 3.0").contains("jvm_memory_used_bytes");
      assertThat(scraped).contains("route=\"/calls/{id}\"").doesNotContain("/calls/7");
    }
  }

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

  private static int status(TestServer test, String authorization) throws Exception {
    return test.send("GET", "/rules", NOTHING, "Authorization", authorization).statusCode();
  }

  private static String raw(TestServer test, String request) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), test.server.port())) {
      socket.getOutputStream().write(request.getBytes(UTF_8));
      socket.shutdownOutput();
      return new String(socket.getInputStream().readAllBytes(), UTF_8);
    }
  }
}
