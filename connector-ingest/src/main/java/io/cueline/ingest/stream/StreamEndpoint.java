package io.cueline.ingest.stream;

import io.cueline.cxone.socket.SocketDialer;
import jakarta.websocket.CloseReason;
import jakarta.websocket.Endpoint;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.MessageHandler;
import jakarta.websocket.PongMessage;
import jakarta.websocket.Session;
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
  private final int maxMessageBytes;
  private final CompletableFuture<String> ended = new CompletableFuture<>();
  private final ReentrantLock lock = new ReentrantLock();
  private boolean open;
  private boolean detached;
  private boolean failed;
  private volatile boolean handling;
  private volatile long heardAt = System.nanoTime();

  StreamEndpoint(StreamListener listener, int maxMessageBytes) {
    this.listener = listener;
    this.maxMessageBytes = maxMessageBytes;
  }

  @Override
  public void onOpen(Session session, EndpointConfig config) {
    guarded(
        () -> {
          open = true;
          listener.opened();
        });
    session.addMessageHandler(
        PongMessage.class, (MessageHandler.Whole<PongMessage>) _ -> guarded(listener::alive));
  }

  /** Messages are taken before Tyrus sees them; what it does see are pings, pongs and closes. */
  GatedContainer.Gate gate() {
    return tyrus -> {
      FrameGate gate = new FrameGate(maxMessageBytes, new Guarded(), tyrus, ended::complete);
      return data -> {
        heardAt = System.nanoTime();
        gate.take(data);
      };
    };
  }

  @Override
  public void onClose(Session session, CloseReason reason) {
    ended.complete(SocketDialer.reason(reason));
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
    if (!lock.tryLock(timeout, unit)) {
      return false;
    }
    try {
      if (open && !detached) {
        listener.closed(byUs);
      }
      detached = true;
      return true;
    } finally {
      lock.unlock();
    }
  }

  private void guarded(Runnable event) {
    heardAt = System.nanoTime();
    @Nullable RuntimeException bug = null;
    lock.lock();
    handling = true;
    try {
      if (!detached && !failed) {
        event.run();
      }
    } catch (RuntimeException failure) {
      // What follows would stand behind what is lost, and the gap begins with what was heard last.
      failed = true;
      bug = failure;
    } finally {
      handling = false;
      heardAt = System.nanoTime();
      lock.unlock();
    }
    if (bug != null && ended.complete("failed here: " + bug)) {
      LOG.atError().setCause(bug).log("cannot take what the stream sends; connecting again");
    }
  }

  /** What is told of messages, as long as the connection counts. */
  private final class Guarded implements MessageListener {

    @Override
    public void message(String raw) {
      guarded(() -> listener.message(raw));
    }

    @Override
    public void unreadable(String reason, String head, long length) {
      guarded(() -> listener.unreadable(reason, head, length));
    }
  }
}
