package io.cueline.publisher.desktop.hub;

import io.cueline.publisher.desktop.Desk;
import io.cueline.publisher.desktop.Desks;
import io.cueline.publisher.desktop.Viewer;
import io.cueline.runtime.http.HttpFailure;
import io.cueline.schemas.Feedback;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/**
 * All desktops of an instance. What is to be shown is decided under one lock, in memory; nothing is
 * sent under it, and no client is ever waited for. Thread-safe.
 */
public final class DesktopHub implements AutoCloseable {

  /** For a client to take the last word. */
  private static final Duration LAST_WORD = Duration.ofSeconds(1);

  /** Between two looks at what supervisors are told of the day. */
  private static final Duration FIGURES = Duration.ofSeconds(1);

  private final Desks desks;
  private final HubLimits limits;
  private final String tenant;
  private final FeedbackPath feedback;
  private final Pump pump;
  private final FeedbackSink sink;
  private final InstantSource clock;
  private final DesktopMetrics metrics;
  private final ReentrantLock lock = new ReentrantLock();
  private final Map<Desk, DesktopSocket> sockets = new HashMap<>();
  private final Map<DesktopSocket, Instant> leaving = new HashMap<>();
  private Instant figuresAt = Instant.EPOCH;
  private boolean ready;
  private boolean stopping;

  public DesktopHub(
      Desks desks,
      HubLimits limits,
      String tenant,
      FeedbackSink sink,
      ReceiptSink receipts,
      InstantSource clock,
      DesktopMetrics metrics) {
    this.desks = desks;
    this.limits = limits;
    this.tenant = tenant;
    this.pump = new Pump(desks, lock, receipts, clock, metrics);
    this.feedback = new FeedbackPath(desks, tenant, clock, metrics);
    this.sink = sink;
    this.clock = clock;
    this.metrics = metrics;
    metrics.gauges(
        () -> clients(Viewer.Agent.class),
        () -> clients(Viewer.Supervisor.class),
        () -> locked(desks::calls));
  }

  /** The topics have been read up to now: clients may come. */
  public void caughtUp() {
    locked(() -> ready = true);
  }

  /** What the topics say, in the order of each. */
  public void take(List<? extends SpecificRecord> records) {
    Instant now = clock.instant();
    Set<Desk> told = new HashSet<>();
    locked(
        () -> {
          for (SpecificRecord each : records) {
            told.addAll(desks.take(each, now));
          }
          return told;
        });
    send(told);
    if (locked(() -> ready)) {
      records.forEach(each -> metrics.lag(each, clock.instant()));
    }
  }

  /** Once or twice a second: what is due by the clock. */
  public void tick() {
    Instant now = clock.instant();
    Map<DesktopSocket, Ending> endings = new HashMap<>();
    List<DesktopSocket> cut = new ArrayList<>();
    List<DesktopSocket> pinged = new ArrayList<>();
    Set<Desk> told = new HashSet<>();
    lock.lock();
    try {
      told.addAll(desks.forget(now));
      if (!figuresAt.plus(FIGURES).isAfter(now)) {
        figuresAt = now;
        told.addAll(desks.figures());
      }
      for (DesktopSocket socket : sockets.values()) {
        @Nullable Ending ending = socket.dueEnding(limits, now);
        if (ending != null) {
          endings.put(socket, ending);
        } else if (!socket.beatAt.isAfter(now) && socket.desk != null) {
          socket.beatAt = now.plus(limits.ping());
          desks.beat(socket.desk, now);
          told.add(socket.desk);
          pinged.add(socket);
        }
      }
      leaving.entrySet().removeIf(each -> !each.getValue().isAfter(now) && cut.add(each.getKey()));
    } finally {
      lock.unlock();
    }
    endings.forEach(this::end);
    cut.forEach(DesktopSocket::cut);
    pinged.forEach(DesktopSocket::ping);
    send(told);
  }

  /** Tells every client that the instance stops. */
  @Override
  public void close() {
    List<DesktopSocket> open =
        locked(
            () -> {
              stopping = true;
              return List.copyOf(sockets.values());
            });
    open.forEach(socket -> end(socket, Ending.STOPPING));
  }

  /** Why somebody cannot come in now. */
  Optional<HttpFailure> noRoom(Viewer viewer) {
    return locked(
        () -> {
          if (!ready || stopping) {
            return Optional.of(new HttpFailure(503, "the desktop has not caught up yet"));
          }
          if (sockets.size() >= limits.clients()) {
            return Optional.of(new HttpFailure(503, "there are too many desktops here"));
          }
          return desks.count(viewer) >= limits.windows()
              ? Optional.of(new HttpFailure(429, "you have too many desktops open"))
              : Optional.empty();
        });
  }

  void opened(DesktopSocket socket) {
    Instant now = clock.instant();
    Viewer viewer = socket.admitted.viewer();
    // Asked again: several may have been let in for the last place.
    boolean crowded = noRoom(viewer).isPresent();
    if (!crowded) {
      locked(
          () -> {
            Desk desk =
                desks.connect(viewer, socket.admitted.displayName(), tenant, limits.ping(), now);
            socket.desk = desk;
            socket.heardAt = now;
            socket.beatAt = now.plus(limits.ping());
            return sockets.put(desk, socket);
          });
      send(socket);
    } else {
      end(socket, Ending.CROWDED);
    }
  }

  void alive(DesktopSocket socket) {
    locked(() -> socket.heardAt = clock.instant());
  }

  void heard(DesktopSocket socket, ClientMessage message) {
    alive(socket);
    Viewer viewer = socket.admitted.viewer();
    switch (message) {
      case ClientMessage.Feedback given when viewer instanceof Viewer.Agent -> given(socket, given);
      case ClientMessage.Timeline(String id) when viewer instanceof Viewer.Supervisor -> {
        onDesk(socket, desk -> desks.timeline(desk, id));
        send(socket);
      }
      case ClientMessage.Feedback _, ClientMessage.Timeline _, ClientMessage.Nonsense() ->
          end(socket, Ending.NONSENSE);
    }
  }

  /** The connection has ended, whoever ended it. */
  void left(DesktopSocket socket) {
    boolean byThem = locked(() -> forget(socket));
    locked(() -> leaving.remove(socket));
    if (byThem) {
      metrics.closed("left");
    }
  }

  private void given(DesktopSocket socket, ClientMessage.Feedback given) {
    Optional<Feedback> record = locked(() -> feedback.judge(socket, given));
    record.ifPresent(each -> sink.write(each, stored -> answer(given, stored)));
    send(socket);
  }

  private void answer(ClientMessage.Feedback given, boolean stored) {
    locked(() -> feedback.answered(given, stored)).forEach(this::send);
  }

  private void send(Set<Desk> told) {
    for (Desk desk : told) {
      @Nullable DesktopSocket socket = locked(() -> sockets.get(desk));
      if (socket != null) {
        send(socket);
      }
    }
  }

  private void send(DesktopSocket socket) {
    if (locked(() -> socket.desk != null && socket.desk.isOverfull())) {
      end(socket, Ending.SLOW);
      return;
    }
    pump.start(socket);
  }

  private void end(DesktopSocket socket, Ending ending) {
    boolean first =
        locked(
            () -> {
              boolean known = forget(socket) || ending == Ending.CROWDED;
              if (known) {
                leaving.put(socket, clock.instant().plus(LAST_WORD));
              }
              return known;
            });
    if (first) {
      metrics.closed(ending.word());
      socket.end(ending.status(), ending.reason());
    }
  }

  /** Under the lock. True where it was one of ours until now. */
  private boolean forget(DesktopSocket socket) {
    socket.closed = true;
    @Nullable Desk desk = socket.desk;
    if (desk == null || sockets.remove(desk) == null) {
      return false;
    }
    desks.disconnect(desk);
    return true;
  }

  private int clients(Class<? extends Viewer> role) {
    return locked(
        () ->
            (int) sockets.keySet().stream().filter(each -> role.isInstance(each.viewer())).count());
  }

  private void onDesk(DesktopSocket socket, Consumer<Desk> action) {
    locked(
        () -> {
          if (socket.desk != null && !socket.closed) {
            action.accept(socket.desk);
          }
          return true;
        });
  }

  private <T extends @Nullable Object> T locked(Supplier<T> action) {
    lock.lock();
    try {
      return action.get();
    } finally {
      lock.unlock();
    }
  }
}
