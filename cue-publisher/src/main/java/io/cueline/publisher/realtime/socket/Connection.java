package io.cueline.publisher.realtime.socket;

import io.cueline.cxone.socket.SocketDialer;
import jakarta.websocket.CloseReason;
import jakarta.websocket.Endpoint;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.MessageHandler;
import jakarta.websocket.PongMessage;
import jakarta.websocket.Session;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentSkipListMap;

/** One connection, and what is heard on it: pongs, and its end. Container's threads. */
final class Connection extends Endpoint {

  private final ConcurrentSkipListMap<Long, CompletableFuture<Void>> unread =
      new ConcurrentSkipListMap<>();
  private final CompletableFuture<String> ended = new CompletableFuture<>();
  private volatile long pongedAt = System.nanoTime();

  /** The place of the next frame; touched by whoever holds the line. */
  private long sequence;

  @Override
  public void onOpen(Session session, EndpointConfig config) {
    session.addMessageHandler(
        PongMessage.class,
        (MessageHandler.Whole<PongMessage>) pong -> ponged(pong.getApplicationData()));
  }

  @Override
  public void onClose(Session session, CloseReason reason) {
    ended.complete(SocketDialer.reason(reason));
  }

  @Override
  public void onError(Session session, Throwable failure) {
    ended.complete("failed: " + failure.getClass().getSimpleName());
  }

  /** Completes with the reason when it is over. */
  CompletableFuture<String> ended() {
    return ended;
  }

  /** By the monotone clock. */
  long pongedAt() {
    return pongedAt;
  }

  long nextSequence() {
    return ++sequence;
  }

  /** A ping with this, sent behind a frame, is answered when the frame has been read. */
  static ByteBuffer mark(long sequence) {
    return ByteBuffer.allocate(Long.BYTES).putLong(sequence).flip();
  }

  /** Completes when the other side has read that far. */
  CompletableFuture<Void> read(long upTo) {
    return unread.computeIfAbsent(upTo, _ -> new CompletableFuture<>());
  }

  /** Nobody waits for it any more. */
  void forget(long upTo) {
    unread.remove(upTo);
  }

  /** One answer may stand for several pings. */
  private void ponged(ByteBuffer mark) {
    pongedAt = System.nanoTime();
    if (mark.remaining() == Long.BYTES) {
      var read = unread.headMap(mark.getLong(), true);
      read.values().forEach(each -> each.complete(null));
      read.clear();
    }
  }
}
