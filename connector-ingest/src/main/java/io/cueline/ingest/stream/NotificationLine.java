package io.cueline.ingest.stream;

import io.cueline.ingest.stream.NotificationSession.Reaction;
import jakarta.websocket.Session;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Holds the exchange of a {@link NotificationSession} over one connection: hands it what comes
 * before the listener gets it, sends what it wants to send, and looks at heartbeats and contacts on
 * a thread of its own. What must end the connection is told to the endpoint.
 */
final class NotificationLine implements StreamListener, AutoCloseable {

  private static final Duration LOOK_EVERY = Duration.ofMillis(100);

  private final StreamListener listener;
  private final NotificationSession exchange;
  private final Contacts contacts;
  private final ReentrantLock lock = new ReentrantLock();
  private final Thread watch;
  private @Nullable Session session;
  private @Nullable StreamEndpoint endpoint;

  NotificationLine(StreamListener listener, NotificationSession exchange, Contacts contacts) {
    this.listener = listener;
    this.exchange = exchange;
    this.contacts = contacts;
    this.watch = Thread.ofVirtual().name("notifications").unstarted(this::watch);
  }

  /** The connection is open: the exchange begins. */
  void start(StreamEndpoint ofIt, Session open) {
    lock.lock();
    try {
      endpoint = ofIt;
      session = open;
      react(each -> each.follow(contacts.now()));
      react(NotificationSession::opened);
    } finally {
      lock.unlock();
    }
    watch.start();
  }

  private void watch() {
    try {
      while (true) {
        Thread.sleep(LOOK_EVERY);
        react(each -> each.follow(contacts.now()));
        react(each -> each.look(System.nanoTime()));
      }
    } catch (InterruptedException closed) {
      Thread.currentThread().interrupt();
    }
  }

  private void react(Function<NotificationSession, Reaction> event) {
    lock.lock();
    try {
      if (session == null || endpoint == null) {
        return;
      }
      Reaction reaction = event.apply(exchange);
      for (String frame : reaction.send()) {
        session.getBasicRemote().sendText(frame);
      }
      reaction.over().ifPresent(endpoint.ended()::complete);
    } catch (IOException | RuntimeException gone) {
      if (endpoint != null) {
        endpoint.ended().complete("cannot be written to: " + gone.getMessage());
      }
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void opened() {
    listener.opened();
  }

  @Override
  public void message(String raw) {
    react(each -> each.heard(raw));
    listener.message(raw);
  }

  @Override
  public void unreadable(String reason, String head, long length) {
    listener.unreadable(reason, head, length);
  }

  @Override
  public void alive() {
    listener.alive();
  }

  @Override
  public void closed(boolean byUs) {
    listener.closed(byUs);
  }

  @Override
  public void close() {
    watch.interrupt();
  }
}
