package io.cueline.workbench.tenant.stream;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.websocket.api.Callback;
import org.eclipse.jetty.websocket.api.Session;
import org.eclipse.jetty.websocket.api.StatusCode;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The sockets that have subscribed. Joining and leaving may happen on any thread; only the replay's
 * thread sends, and it is held back until every subscriber's socket has taken the frame.
 */
public final class Subscribers {

  private static final Logger LOG = LoggerFactory.getLogger(Subscribers.class);
  private static final long POLL_MILLIS = 50;

  private static final class Subscriber {
    private final Session session;
    private final CompletableFuture<Void> gone = new CompletableFuture<>();
    private Optional<Instant> clock = Optional.empty();

    Subscriber(Session session) {
      this.session = session;
    }

    CompletableFuture<Void> send(Optional<String> raw, Instant at) {
      CompletableFuture<Void> taken = new CompletableFuture<>();
      Callback callback = Callback.from(() -> taken.complete(null), taken::completeExceptionally);
      boolean clockFirst = raw.isEmpty() || !clock.equals(Optional.of(at));
      clock = Optional.of(at);
      if (clockFirst) {
        session.sendText(FrameJson.clock(at), raw.isEmpty() ? callback : Callback.NOOP);
      }
      raw.ifPresent(text -> session.sendText(text, callback));
      return taken;
    }
  }

  private final List<Subscriber> all = new CopyOnWriteArrayList<>();
  private volatile Runnable changed = () -> {};
  private volatile boolean givingUp;

  /** Called, on any thread, whenever somebody has joined or left. */
  void onChange(Runnable listener) {
    changed = listener;
  }

  void join(Session session) {
    if (all.stream().noneMatch(s -> s.session.equals(session))) {
      all.add(new Subscriber(session));
      LOG.atInfo().addKeyValue("subscribers", all.size()).log("subscribed");
      changed.run();
    }
  }

  void leave(Session session) {
    List<Subscriber> leaving = all.stream().filter(s -> s.session.equals(session)).toList();
    if (all.removeAll(leaving)) {
      leaving.forEach(s -> s.gone.complete(null));
      LOG.atInfo().addKeyValue("subscribers", all.size()).log("left");
      changed.run();
    }
  }

  public int count() {
    return all.size();
  }

  /** Sends a frame, with a clock beat before it where the time has changed; how many took it. */
  int send(String raw, Instant at) {
    return broadcast(Optional.of(raw), at);
  }

  /** Tells the time. */
  void beat(Instant at) {
    broadcast(Optional.empty(), at);
  }

  private int broadcast(Optional<String> raw, Instant at) {
    List<Subscriber> to = List.copyOf(all);
    List<CompletableFuture<Void>> sending = new ArrayList<>(to.size());
    to.forEach(subscriber -> sending.add(subscriber.send(raw, at)));
    int took = 0;
    for (int i = 0; i < to.size(); i++) {
      if (taken(sending.get(i))) {
        took++;
      } else {
        to.get(i).session.disconnect();
        leave(to.get(i).session);
      }
    }
    return took;
  }

  /** Waits as long as it takes: a client that reads slowly slows the replay, nothing is dropped. */
  private boolean taken(CompletableFuture<Void> sending) {
    while (true) {
      try {
        sending.get(POLL_MILLIS, TimeUnit.MILLISECONDS);
        return true;
      } catch (TimeoutException e) {
        if (givingUp) {
          return false;
        }
      } catch (ExecutionException e) {
        return false;
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return false;
      }
    }
  }

  /** From now on nobody who does not read is waited for. */
  void giveUpOnSlowOnes() {
    givingUp = true;
  }

  /** Cuts every socket, without a farewell. */
  public void dropAll() {
    for (Subscriber subscriber : all) {
      subscriber.session.disconnect();
      leave(subscriber.session);
    }
  }

  /** Says good-bye, so that a client reads all that was sent; waits for the answers. */
  public void closeAll(Duration atMost) {
    List<CompletableFuture<Void>> closing = new ArrayList<>();
    for (Subscriber subscriber : all) {
      closing.add(subscriber.gone);
      subscriber.session.close(StatusCode.SHUTDOWN, "the tenant is shutting down", Callback.NOOP);
    }
    try {
      CompletableFuture.allOf(closing.toArray(CompletableFuture[]::new))
          .get(atMost.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException | TimeoutException e) {
      LOG.atInfo().log("not every subscriber took its leave");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
