package io.cueline.runtime.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import java.util.Optional;
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
  void saysThatItClosesTheConnectionOfABodyItDoesNotRead() throws Exception {
    try (TestServer test =
        TestServer.with(http -> http.secured("POST", "/count", _ -> HttpReply.text(200, "")))) {
      assertThat(raw(test, "POST /count HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\n"))
          .startsWith("HTTP/1.1 403")
          .contains("Connection: close");
    }
  }

  @Test
  void aClientStillSendingABodyTooLargeIsToldSo() throws Exception {
    try (TestServer test =
        TestServer.with(
            settings -> settings.with(HttpSettings.MAX_BODY, "2048"),
            http -> http.route("POST", "/count", _ -> HttpReply.text(200, "")))) {
      for (int attempt = 0; attempt < 100; attempt++) {
        assertThat(test.send("POST", "/count", new byte[8_000_000]).statusCode()).isEqualTo(413);
        assertThat(test.send("POST", "/count", NOTHING).statusCode()).isEqualTo(200);
      }
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

  private static String raw(TestServer test, String request) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), test.server.port())) {
      socket.getOutputStream().write(request.getBytes(UTF_8));
      return new String(socket.getInputStream().readAllBytes(), UTF_8);
    }
  }
}
