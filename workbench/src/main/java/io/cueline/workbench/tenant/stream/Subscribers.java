package io.cueline.workbench.tenant.stream;

import io.cueline.workbench.tenant.wire.Message;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import org.eclipse.jetty.websocket.api.Callback;
import org.eclipse.jetty.websocket.api.Session;
import org.eclipse.jetty.websocket.api.StatusCode;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The sockets of one stream that listen. Joining and leaving may happen on any thread; only the
 * replay's thread sends, and it is held back until every subscriber's socket has taken the frame.
 */
public final class Subscribers implements Outlet {

  private static final Logger LOG = LoggerFactory.getLogger(Subscribers.class);

  /** A subscription may be on its way: from another stream, or one of many. */
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private static final long LOOK_NANOS = 2_000_000;

  private final List<Subscriber> all = new CopyOnWriteArrayList<>();
  private final Set<Session> silenced = ConcurrentHashMap.newKeySet();
  private final Set<String> givenUp = new HashSet<>();
  private final Predicate<String> mayStay;
  private volatile Runnable changed = () -> {};
  private volatile boolean givingUp;

  /**
   * @param mayStay whether a socket that came in by this token may stay open
   */
  public Subscribers(Predicate<String> mayStay) {
    this.mayStay = mayStay;
  }

  @Override
  public void onChange(Runnable listener) {
    changed = listener;
  }

  /**
   * @param topics the interactions it wants to hear of
   */
  void join(Session session, String token, Predicate<String> topics) {
    if (all.stream().noneMatch(s -> s.session.equals(session))) {
      all.add(new Subscriber(session, token, topics));
      LOG.atInfo().addKeyValue("subscribers", all.size()).log("subscribed");
      changed.run();
    }
  }

  void leave(Session session) {
    silenced.remove(session);
    List<Subscriber> leaving = all.stream().filter(s -> s.session.equals(session)).toList();
    if (all.removeAll(leaving)) {
      leaving.forEach(s -> s.gone.complete(null));
      LOG.atInfo().addKeyValue("subscribers", all.size()).log("left");
      changed.run();
    }
  }

  /** Whether a socket is to get no answer, to pings neither. */
  boolean isSilent(Session session) {
    return silenced.contains(session);
  }

  @Override
  public int listeners() {
    return all.size();
  }

  @Override
  public Taken send(Message message, Instant at) {
    List<Subscriber> to = wanting(message.interactionId());
    if (to.isEmpty()) {
      return all.isEmpty() ? Taken.NOBODY_HERE : Taken.NOBODY_WANTS;
    }
    return broadcast(to, Optional.of(message.raw()), at) > 0 ? Taken.YES : Taken.NOBODY_HERE;
  }

  /** Waits a while, once for each interaction, where somebody is there and nobody wants it yet. */
  private List<Subscriber> wanting(@Nullable String interactionId) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      List<Subscriber> to = all.stream().filter(s -> s.wants(interactionId)).toList();
      if (!to.isEmpty() || all.isEmpty() || interactionId == null) {
        return to;
      }
      if (givingUp || givenUp.contains(interactionId)) {
        return to;
      }
      if (System.nanoTime() - deadline > 0) {
        givenUp.add(interactionId);
        LOG.atInfo().addKeyValue("interaction", interactionId).log("nobody has subscribed to it");
        return to;
      }
      LockSupport.parkNanos(LOOK_NANOS);
    }
  }

  @Override
  public void beat(Instant at) {
    for (Subscriber subscriber : all) {
      if (!mayStay.test(subscriber.token)) {
        subscriber.session.close(
            StatusCode.POLICY_VIOLATION, "the token has expired", Callback.NOOP);
        leave(subscriber.session);
      }
    }
    broadcast(List.copyOf(all), Optional.empty(), at);
  }

  private int broadcast(List<Subscriber> to, Optional<String> raw, Instant at) {
    List<CompletableFuture<Void>> sending = new ArrayList<>(to.size());
    to.forEach(subscriber -> sending.add(subscriber.send(raw, at)));
    int took = 0;
    for (int i = 0; i < to.size(); i++) {
      if (Handover.taken(sending.get(i), () -> givingUp)) {
        took++;
      } else {
        to.get(i).session.disconnect();
        leave(to.get(i).session);
      }
    }
    return took;
  }

  @Override
  public void giveUpOnSlowOnes() {
    givingUp = true;
  }

  @Override
  public void dropAll() {
    for (Subscriber subscriber : all) {
      subscriber.session.disconnect();
      leave(subscriber.session);
    }
    dropSilenced();
  }

  private void dropSilenced() {
    silenced.forEach(Session::disconnect);
    silenced.clear();
  }

  @Override
  public void silence() {
    List<Subscriber> present = List.copyOf(all);
    // Not by leave(), which would forget that they are to be silent.
    present.forEach(subscriber -> silenced.add(subscriber.session));
    all.removeAll(present);
    present.forEach(subscriber -> subscriber.gone.complete(null));
    changed.run();
  }

  /** Waits for the answers. */
  @Override
  public void closeAll(Duration atMost) {
    dropSilenced();
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
