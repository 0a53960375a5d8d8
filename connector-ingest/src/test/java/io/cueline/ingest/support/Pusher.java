package io.cueline.ingest.support;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;

/** A tenant that pushes to us: opens WebSockets and posts. */
public final class Pusher {

  public static final String TOKEN = "push-token";

  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private final String address;
  private final String path;

  public Pusher(String address, String path) {
    this.address = address;
    this.path = path;
  }

  /** A WebSocket, with our token. */
  public Socket open() {
    return open("Authorization", "Bearer " + TOKEN);
  }

  public Socket open(String... headers) {
    Socket socket = new Socket();
    WebSocket.Builder builder = HTTP.newWebSocketBuilder();
    for (int index = 0; index < headers.length; index += 2) {
      builder.header(headers[index], headers[index + 1]);
    }
    socket.opened(
        builder.buildAsync(URI.create(address.replace("http", "ws") + path), socket).join());
    return socket;
  }

  /** The status with which a handshake is refused. */
  public int refused(String... headers) {
    try {
      open(headers).close();
      return 101;
    } catch (CompletionException refused) {
      if (refused.getCause() instanceof WebSocketHandshakeException handshake) {
        return handshake.getResponse().statusCode();
      }
      throw refused;
    }
  }

  public HttpResponse<String> post(String body) throws IOException, InterruptedException {
    return post(
        body.getBytes(java.nio.charset.StandardCharsets.UTF_8), "Authorization", "Bearer " + TOKEN);
  }

  public HttpResponse<String> post(byte[] body, String... headers)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(address + path))
            .POST(HttpRequest.BodyPublishers.ofByteArray(body));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  /** An utterance in dialect 2d. */
  public static String utterance(String conversation, String text, String timestamp) {
    return "{\"conversationId\":\"%s\",\"speaker\":\"agent\",\"text\":\"%s\",\"final\":true,\"timestamp\":\"%s\"}"
        .formatted(conversation, text, timestamp);
  }

  /** An open WebSocket. */
  public static final class Socket implements WebSocket.Listener {

    private final CompletableFuture<Integer> closed = new CompletableFuture<>();
    private final CompletableFuture<WebSocket> socket = new CompletableFuture<>();

    private Socket() {}

    private void opened(WebSocket open) {
      socket.complete(open);
    }

    /** Sends and waits until it has left. */
    public void send(String frame) {
      socket.join().sendText(frame, true).join();
    }

    public void sendPart(CharSequence part, boolean last) {
      socket.join().sendText(part, last).join();
    }

    public void sendBinary(byte[] bytes) {
      socket.join().sendBinary(ByteBuffer.wrap(bytes), true).join();
    }

    public void close() {
      socket.join().sendClose(WebSocket.NORMAL_CLOSURE, "").join();
    }

    /** As when a cable is pulled. */
    public void cut() {
      socket.join().abort();
    }

    public boolean lives() {
      return !closed.isDone() && !socket.join().isInputClosed();
    }

    /** Completes with the other side's status when it has closed. */
    public CompletableFuture<Integer> closed() {
      return closed;
    }

    @Override
    public CompletionStage<?> onClose(WebSocket ignored, int status, String reason) {
      closed.complete(status);
      return CompletableFuture.completedFuture(null);
    }

    @Override
    public void onError(WebSocket ignored, Throwable failure) {
      closed.completeExceptionally(failure);
    }
  }
}
