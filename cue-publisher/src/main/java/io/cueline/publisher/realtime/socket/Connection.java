package io.cueline.publisher.realtime.socket;

import jakarta.websocket.CloseReason;
import jakarta.websocket.Endpoint;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.MessageHandler;
import jakarta.websocket.PongMessage;
import jakarta.websocket.Session;
import java.util.concurrent.CompletableFuture;

/** One connection, and what is heard on it: pongs, and its end. Container's threads. */
final class Connection extends Endpoint {

  private final CompletableFuture<String> ended = new CompletableFuture<>();
  private volatile long pongedAt = System.nanoTime();

  /** The place of the next frame; touched by whoever holds the line. */
  private long sequence;

  @Override
  public void onOpen(Session session, EndpointConfig config) {
    session.addMessageHandler(
        PongMessage.class, (MessageHandler.Whole<PongMessage>) _ -> pongedAt = System.nanoTime());
  }

  @Override
  public void onClose(Session session, CloseReason reason) {
    String phrase = reason.getReasonPhrase();
    ended.complete(
        "closed with %d%s"
            .formatted(
                reason.getCloseCode().getCode(),
                phrase == null || phrase.isBlank() ? "" : " " + phrase));
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
}
