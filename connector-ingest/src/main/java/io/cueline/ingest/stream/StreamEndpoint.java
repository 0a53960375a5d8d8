package io.cueline.ingest.stream;

import jakarta.websocket.CloseReason;
import jakarta.websocket.Endpoint;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.MessageHandler;
import jakarta.websocket.PongMessage;
import jakarta.websocket.Session;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One connection. Events come on the container's thread, which reads no further while one is being
 * handled. Once it is detached nothing of it reaches the listener any more, whatever still arrives.
 */
final class StreamEndpoint extends Endpoint {

  private static final Logger LOG = LoggerFactory.getLogger(StreamEndpoint.class);

  private final StreamListener listener;
  private final MessageAssembler assembler;
  private final CompletableFuture<String> ended = new CompletableFuture<>();
  private final ReentrantLock gate = new ReentrantLock();
  private boolean open;
  private boolean detached;
  private volatile boolean handling;
  private volatile long heardAt = System.nanoTime();

  StreamEndpoint(StreamListener listener, int maxMessageBytes) {
    this.listener = listener;
    this.assembler = new MessageAssembler(maxMessageBytes);
  }

  @Override
  public void onOpen(Session session, EndpointConfig config) {
    guarded(
        () -> {
          open = true;
          listener.opened();
        });
    session.addMessageHandler(
        String.class,
        (MessageHandler.Partial<String>)
            (part, last) -> guarded(() -> assembler.part(part, last, listener)));
    session.addMessageHandler(
        ByteBuffer.class,
        (MessageHandler.Partial<ByteBuffer>)
            (part, last) -> {
              int length = part.remaining();
              guarded(() -> assembler.binary(length, last, listener));
            });
    session.addMessageHandler(
        PongMessage.class, (MessageHandler.Whole<PongMessage>) _ -> guarded(listener::alive));
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
    ended.complete("failed: " + failure);
  }

  /** Completes with the reason when the connection is over. */
  CompletableFuture<String> ended() {
    return ended;
  }

  /** When something last came, by the monotone clock. */
  long heardAt() {
    return heardAt;
  }

  /** False while the listener keeps the container from reading. */
  boolean reading() {
    return !handling;
  }

  /**
   * Lets nothing more through, after what is being handled is done.
   *
   * @param byUs it still lives
   * @return false when the listener would not let go in time
   */
  boolean detach(boolean byUs, long timeout, TimeUnit unit) throws InterruptedException {
    if (!gate.tryLock(timeout, unit)) {
      return false;
    }
    try {
      if (open && !detached) {
        listener.closed(byUs);
      }
      detached = true;
      return true;
    } finally {
      gate.unlock();
    }
  }

  private void guarded(Runnable event) {
    heardAt = System.nanoTime();
    @Nullable RuntimeException bug = null;
    gate.lock();
    handling = true;
    try {
      if (!detached) {
        event.run();
      }
    } catch (RuntimeException failure) {
      bug = failure;
    } finally {
      handling = false;
      heardAt = System.nanoTime();
      gate.unlock();
    }
    if (bug != null) {
      LOG.atError().setCause(bug).log("cannot take what the stream sends; connecting again");
      ended.complete("failed here: " + bug);
    }
  }
}
