package io.cueline.publisher.desktop.hub;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** A desktop that reads all it is sent and remembers it. */
public final class TestClient implements WebSocket.Listener, AutoCloseable {

  private static final JsonMapper JSON = new JsonMapper();

  private final List<JsonNode> heard = new CopyOnWriteArrayList<>();
  private final CompletableFuture<Integer> closed = new CompletableFuture<>();
  private final StringBuilder part = new StringBuilder();
  private @Nullable WebSocket socket;

  /** As a browser does it: the token among the subprotocols. */
  public static TestClient connect(HttpClient http, URI server, String token) {
    TestClient client = new TestClient();
    URI uri = URI.create(server.toString().replace("http:", "ws:") + "/agent-desktop/interrupts");
    client.socket =
        http.newWebSocketBuilder()
            .subprotocols("cueline.v1", "bearer." + token)
            .connectTimeout(Duration.ofSeconds(20))
            .buildAsync(uri, client)
            .join();
    return client;
  }

  /** The status it is refused with. */
  public static int refused(HttpClient http, URI server, String token) {
    try {
      connect(http, server, token).close();
      return 101;
    } catch (CompletionException failure) {
      if (failure.getCause() instanceof WebSocketHandshakeException refusal) {
        return refusal.getResponse().statusCode();
      }
      throw failure;
    }
  }

  @Override
  public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
    part.append(data);
    if (last) {
      try {
        heard.add(JSON.readTree(part.toString()));
      } catch (JsonProcessingException wrong) {
        throw new IllegalStateException(wrong);
      }
      part.setLength(0);
    }
    from.request(1);
    return null;
  }

  @Override
  public @Nullable CompletionStage<?> onClose(WebSocket from, int status, String reason) {
    closed.complete(status);
    return null;
  }

  @Override
  public void onError(WebSocket from, Throwable failure) {
    closed.complete(-1);
  }

  public void say(String text) {
    WebSocket open = socket;
    if (open != null) {
      var _ = open.sendText(text, true).join();
    }
  }

  public String subprotocol() {
    WebSocket open = socket;
    return open == null ? "" : open.getSubprotocol();
  }

  public List<JsonNode> heard() {
    return List.copyOf(heard);
  }

  public List<JsonNode> heard(String type) {
    return heard.stream().filter(each -> each.path("type").asText().equals(type)).toList();
  }

  /** Types in the order in which they came. */
  public List<String> types() {
    List<String> types = new ArrayList<>();
    heard.forEach(each -> types.add(each.path("type").asText()));
    return types;
  }

  /** The status it was closed with, once it is. */
  public CompletableFuture<Integer> closed() {
    return closed;
  }

  @Override
  public void close() {
    WebSocket open = socket;
    if (open != null) {
      open.abort();
    }
  }
}
