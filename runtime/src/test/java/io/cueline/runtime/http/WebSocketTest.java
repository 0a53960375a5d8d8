package io.cueline.runtime.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.websocket.api.Callback;
import org.eclipse.jetty.websocket.api.Session;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
public class WebSocketTest {

  /** Sends everything back, with the name it was opened under. */
  public record Echo(String name, BlockingQueue<Session> open)
      implements Session.Listener.AutoDemanding {

    @Override
    public void onWebSocketOpen(Session session) {
      open.add(session);
    }

    @Override
    public void onWebSocketText(String message) {
      Session session = Optional.ofNullable(open.peek()).orElseThrow();
      session.sendText(name + ": " + message, Callback.NOOP);
    }
  }

  private static final class Heard implements WebSocket.Listener {
    final BlockingQueue<String> texts = new LinkedBlockingQueue<>();
    final BlockingQueue<Integer> closed = new LinkedBlockingQueue<>();

    @Override
    public @Nullable CompletionStage<?> onClose(WebSocket socket, int status, String reason) {
      closed.add(status);
      return null;
    }

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
      texts.add(data.toString());
      socket.request(1);
      return null;
    }
  }

  private static TestServer echoServer() {
    return TestServer.with(
        http ->
            http.webSocket(
                "/desktop/{agent}",
                opening -> {
                  if (opening.queryValue("token").isEmpty()) {
                    throw new HttpFailure(401, "a token is needed");
                  }
                  return new Echo(opening.pathValue("agent"), new LinkedBlockingQueue<>());
                }));
  }

  @Test
  void refusesWhomTheHandlerRefuses() {
    try (TestServer test = echoServer()) {
      assertThatThrownBy(() -> open(test, "/desktop/a7", new Heard()))
          .cause()
          .isInstanceOfSatisfying(
              WebSocketHandshakeException.class,
              refused -> assertThat(refused.getResponse().statusCode()).isEqualTo(401));
    }
  }

  @Test
  void tellsPlainRequestsWhatThePathSpeaks() throws Exception {
    try (TestServer test = echoServer()) {
      assertThat(test.get("/desktop/a7?token=t").statusCode()).isEqualTo(426);
    }
  }

  @Test
  void carriesMessagesBothWays() throws Exception {
    try (TestServer test = echoServer()) {
      Heard heard = new Heard();
      WebSocket socket = open(test, "/desktop/a7?token=t", heard);
      var _ = socket.sendText("hello", true).join();

      assertThat(heard.texts.poll(10, TimeUnit.SECONDS)).isEqualTo("a7: hello");
      socket.abort();
    }
  }

  @Test
  void answersWithTheSubprotocolOfItsChoiceAndCompressesNothing() throws Exception {
    WebSocketHandler handler =
        new WebSocketHandler() {
          @Override
          public Session.Listener open(HttpRequest opening) {
            return new Echo("any", new LinkedBlockingQueue<>());
          }

          @Override
          public Optional<String> subprotocol(HttpRequest opening) {
            return opening.header("Sec-WebSocket-Protocol").map(_ -> "cueline.v1");
          }
        };
    try (TestServer test = TestServer.with(http -> http.webSocket("/desktop", handler));
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), test.uri("/").getPort())) {
      socket
          .getOutputStream()
          .write(
              """
              GET /desktop HTTP/1.1\r
              Host: here\r
              Connection: Upgrade\r
              Upgrade: websocket\r
              Sec-WebSocket-Version: 13\r
              Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r
              Sec-WebSocket-Protocol: cueline.v1, bearer.x\r
              Sec-WebSocket-Extensions: permessage-deflate\r
              \r
              """
                  .getBytes(StandardCharsets.US_ASCII));
      BufferedReader answer =
          new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
      List<String> head = answer.lines().takeWhile(line -> !line.isEmpty()).toList();

      assertThat(head.getFirst()).contains("101");
      assertThat(head).contains("Sec-WebSocket-Protocol: cueline.v1");
      assertThat(head).noneMatch(line -> line.startsWith("Sec-WebSocket-Extensions"));
    }
  }

  @Test
  void tellsItsClientsWhenTheServerStops() throws Exception {
    Heard heard = new Heard();
    try (TestServer test = echoServer()) {
      WebSocket socket = open(test, "/desktop/a7?token=t", heard);

      test.server.close();

      assertThat(heard.closed.poll(10, TimeUnit.SECONDS)).isEqualTo(1001);
      socket.abort();
    }
  }

  private static WebSocket open(TestServer test, String path, WebSocket.Listener listener) {
    URI uri = URI.create(test.uri(path).toString().replace("http:", "ws:"));
    return test.client()
        .newWebSocketBuilder()
        .connectTimeout(Duration.ofSeconds(10))
        .buildAsync(uri, listener)
        .join();
  }
}
