package io.cueline.ingest.support;

import io.cueline.runtime.http.HttpRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.NavigableMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import org.eclipse.jetty.websocket.api.Callback;
import org.eclipse.jetty.websocket.api.Session;

/**
 * A stream on which numbered utterances are said one after the other, whoever listens: a connection
 * is sent what is said while it is open, in order, and nothing is kept for those that come later.
 */
public final class Flow implements AutoCloseable {

  private static final int INTERACTIONS = 23;
  private static final int FRAMES_AT_A_TIME = 20;

  private final List<Listening> connections = new CopyOnWriteArrayList<>();
  private final NavigableMap<Long, Instant> times = new ConcurrentSkipListMap<>();
  private volatile long said;
  private volatile boolean closed;

  /** Says so many a second; completes when all are said. */
  public CompletableFuture<Void> say(int utterances, int perSecond) {
    CompletableFuture<Void> done = new CompletableFuture<>();
    long pause = Duration.ofSeconds(1).toNanos() * FRAMES_AT_A_TIME / perSecond;
    Thread.ofVirtual()
        .start(
            () -> {
              long next = System.nanoTime();
              for (long end = said + utterances; said < end && !closed; ) {
                times.put(said, Instant.now());
                said = Math.min(end, said + FRAMES_AT_A_TIME);
                connections.forEach(each -> LockSupport.unpark(each.thread));
                next += pause;
                LockSupport.parkNanos(next - System.nanoTime());
              }
              done.complete(null);
            });
    return done;
  }

  /** How many have been said. */
  public long said() {
    return said;
  }

  /** When an utterance was said. */
  public Instant saidAt(long number) {
    return times.floorEntry(number).getValue();
  }

  /** How many listen. */
  public long listening() {
    return connections.stream().filter(each -> each.open).count();
  }

  /** As when cables are pulled. */
  public void cut() {
    connections.forEach(each -> each.getSession().disconnect());
  }

  Session.Listener open(HttpRequest opening) {
    return new Listening(this);
  }

  @Override
  public void close() {
    closed = true;
    connections.forEach(each -> LockSupport.unpark(each.thread));
  }

  /** What is said with a number: known again by {@link Ownerships#numbers}. */
  private static String frame(long number) {
    return Rig.utterance("call-" + number % INTERACTIONS, "utterance " + number);
  }

  /** One connection, with a thread that sends. */
  public static final class Listening extends Session.Listener.AbstractAutoDemanding {

    private final Flow flow;
    private final Thread thread = Thread.ofVirtual().unstarted(this::send);
    private volatile boolean open;

    Listening(Flow flow) {
      this.flow = flow;
    }

    @Override
    public void onWebSocketOpen(Session session) {
      super.onWebSocketOpen(session);
      open = true;
      thread.start();
    }

    @Override
    public void onWebSocketClose(int status, String reason, Callback callback) {
      open = false;
      LockSupport.unpark(thread);
      callback.succeed();
    }

    private void send() {
      long next = flow.said;
      flow.connections.add(this);
      try {
        while (open && !flow.closed) {
          if (next < flow.said) {
            Callback.Completable sent = new Callback.Completable();
            getSession().sendText(frame(next++), sent);
            sent.join();
          } else {
            LockSupport.park(this);
          }
        }
      } catch (RuntimeException gone) {
        open = false;
      } finally {
        flow.connections.remove(this);
      }
    }
  }
}
