package io.cueline.workbench.tenant;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A stream socket from outside; keeps every text it gets. */
final class OutsideSocket implements WebSocket.Listener {

  private static final int NO_FAREWELL = 1006;

  final List<String> texts = new CopyOnWriteArrayList<>();
  final AtomicInteger pongs = new AtomicInteger();
  private final CompletableFuture<Integer> closed = new CompletableFuture<>();
  final AtomicBoolean reads = new AtomicBoolean(true);
  private final StringBuilder partial = new StringBuilder();
  private final CompletableFuture<WebSocket> socket = new CompletableFuture<>();

  static OutsideSocket open(HttpClient http, URI uri) {
    OutsideSocket listener = new OutsideSocket();
    listener.socket.complete(http.newWebSocketBuilder().buildAsync(uri, listener).join());
    return listener;
  }

  void send(String text) {
    socket.join().sendText(text, true).join();
  }

  void ping() {
    socket.join().sendPing(ByteBuffer.wrap(new byte[] {1})).join();
  }

  void close() {
    socket.join().sendClose(WebSocket.NORMAL_CLOSURE, "").join();
  }

  /**
   * Waits until the other side has gone, and tells the status it left with, 1006 where it left
   * without one. The client's library may sleep over the end of a stream, and only what it writes
   * then fails.
   */
  int awaitClosed() {
    await()
        .until(
            () -> {
              CompletableFuture<WebSocket> written = socket.join().sendPing(ByteBuffer.allocate(0));
              return closed.isDone() || written.isCompletedExceptionally();
            });
    return closed.exceptionally(_ -> NO_FAREWELL).getNow(NO_FAREWELL);
  }

  void readAgain() {
    reads.set(true);
    socket.join().request(1);
  }

  @Override
  public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
    partial.append(data);
    if (last) {
      texts.add(partial.toString());
      partial.setLength(0);
    }
    if (reads.get()) {
      from.request(1);
    }
    return null;
  }

  @Override
  public @Nullable CompletionStage<?> onPong(WebSocket from, ByteBuffer message) {
    pongs.incrementAndGet();
    from.request(1);
    return null;
  }

  @Override
  public @Nullable CompletionStage<?> onClose(WebSocket from, int status, String reason) {
    closed.complete(status);
    return null;
  }

  @Override
  public void onError(WebSocket from, Throwable error) {
    closed.completeExceptionally(error);
  }

  /** What came, clock beats aside, as it came. */
  List<String> frames() {
    return texts.stream().filter(text -> !text.startsWith("{\"type\":\"clock\"")).toList();
  }

  /** Types of what came, clock beats aside. */
  List<String> types() {
    return frames().stream().map(OutsideClient::json).map(OutsideSocket::type).toList();
  }

  List<String> said() {
    return frames().stream()
        .map(OutsideClient::json)
        .filter(node -> type(node).equals("transcription"))
        .map(node -> node.path("text").textValue())
        .toList();
  }

  private static String type(JsonNode node) {
    return node.path("type").asText();
  }

  /** Each frame that is no clock beat, after the stamp of the last beat before it. */
  List<String> stamped() {
    List<String> stamped = new java.util.ArrayList<>();
    long at = -1;
    for (String text : texts) {
      JsonNode node = OutsideClient.json(text);
      if (type(node).equals("clock")) {
        at = node.required("at").longValue();
      } else {
        stamped.add(at + " " + text);
      }
    }
    return stamped;
  }

  List<Long> beats() {
    return texts.stream()
        .map(OutsideClient::json)
        .filter(node -> type(node).equals("clock"))
        .map(node -> node.required("at").longValue())
        .toList();
  }
}
