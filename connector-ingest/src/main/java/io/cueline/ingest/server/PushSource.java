package io.cueline.ingest.server;

import io.cueline.ingest.server.Presence.Change;
import io.cueline.runtime.http.HttpFailure;
import io.cueline.runtime.http.HttpRequest;
import io.cueline.runtime.http.HttpServer;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.eclipse.jetty.websocket.api.Session;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A stream that the tenant opens to us: WebSockets, several at once, and posts, all of one path and
 * all one source. Its epoch begins when the first of them is there; see {@link Presence} for what
 * counts as missed. Thread-safe.
 */
public final class PushSource implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(PushSource.class);
  private static final Duration LOOK_EVERY = Duration.ofMillis(200);
  private static final Duration CLOSE_WITHIN = Duration.ofSeconds(2);

  private final String source;
  private final PushLimits limits;
  private final PushIntake intake;
  private final PushMetrics metrics;
  private final LongSupplier nanos;
  private final TokenBucket rate;
  private final Posts posts;
  private final Presence presence;
  private final ReentrantLock lock = new ReentrantLock(true);
  private final Set<PushConnection> connections = ConcurrentHashMap.newKeySet();
  private final AtomicBoolean lost = new AtomicBoolean();
  private final Thread watch;
  private volatile boolean stopping;

  /**
   * @param source for logs and thread names
   * @param nanos the monotone clock
   */
  public PushSource(
      String source,
      PushLimits limits,
      PushIntake intake,
      PushMetrics metrics,
      LongSupplier nanos) {
    this.source = source;
    this.limits = limits;
    this.intake = intake;
    this.metrics = metrics;
    this.nanos = nanos;
    this.rate = new TokenBucket(limits.perSecond(), nanos.getAsLong());
    this.presence = new Presence(limits.grace());
    this.posts = new Posts(this, limits, intake, metrics, nanos);
    this.watch = Thread.ofVirtual().name("push-" + source).unstarted(this::watch);
    metrics.connections(connections::size);
  }

  /** Adds its routes, before the server starts, and begins to look after who is there. */
  public PushSource serve(HttpServer http, String path, CallerCheck callers) {
    http.webSocket(path, opening -> admit(callers, opening));
    http.route(
        "POST",
        path,
        request -> {
          checked(callers, request);
          return posts.handle(request);
        });
    watch.start();
    return this;
  }

  /** Kafka lost something of what was read: an epoch must say so. Does not block. */
  public void lost() {
    lost.set(true);
  }

  /** Empty while it takes what is pushed, else why not. */
  public Optional<String> trouble() {
    return stopping ? Optional.of("it has been stopped") : Optional.empty();
  }

  private Session.Listener admit(CallerCheck callers, HttpRequest opening) {
    checked(callers, opening);
    if (connections.size() >= limits.connections()) {
      metrics.refused("connections");
      throw new HttpFailure(503, "there are %d connections already".formatted(connections.size()));
    }
    return new PushConnection(this, limits);
  }

  private void checked(CallerCheck callers, HttpRequest request) {
    if (stopping) {
      throw new HttpFailure(503, "this instance is stopping; connect again");
    }
    try {
      callers.admit(request);
    } catch (HttpFailure refused) {
      metrics.refused("caller");
      throw refused;
    }
  }

  /** A connection is open. False where it comes too late. */
  boolean opened(PushConnection connection) {
    connections.add(connection);
    if (stopping) {
      connections.remove(connection);
      return false;
    }
    apply(each -> each.opened(nanos.getAsLong()));
    return true;
  }

  void closed(PushConnection connection, boolean inOrder, long heardAt) {
    if (connections.remove(connection)) {
      apply(each -> each.closed(inOrder, heardAt, nanos.getAsLong()));
    }
  }

  /** Those who post are there. */
  void posterCame() {
    apply(each -> each.opened(nanos.getAsLong()));
  }

  void posterGone(long heardAt) {
    apply(each -> each.closed(false, heardAt, nanos.getAsLong()));
  }

  void refused() {
    apply(each -> each.refused(nanos.getAsLong()));
  }

  PushIntake intake() {
    return intake;
  }

  LongSupplier nanos() {
    return nanos;
  }

  boolean isStopping() {
    return stopping;
  }

  /** True where a message more is within the limit. */
  boolean withinRate() {
    return rate.tryTake(nanos.getAsLong());
  }

  /** Holds up the reading of a WebSocket while there are too many messages. */
  void slowDown() {
    long wait = rate.take(nanos.getAsLong());
    if (wait > 0) {
      metrics.slowed();
      LockSupport.parkNanos(wait);
    }
  }

  /** What changes is told to the log before anybody else may change it. */
  private void apply(Function<Presence, Change> event) {
    lock.lock();
    try {
      switch (event.apply(presence)) {
        case Change.Nothing() -> {}
        case Change.Begin(Duration missed) -> intake.connected(missed);
        case Change.Pause(boolean readUpToNow) -> intake.disconnected(readUpToNow);
      }
    } finally {
      lock.unlock();
    }
  }

  private void watch() {
    try {
      while (!stopping) {
        Thread.sleep(LOOK_EVERY);
        long now = nanos.getAsLong();
        connections.forEach(each -> each.look(now));
        posts.look(now);
        if (lost.getAndSet(false)) {
          apply(Presence::lost);
        }
        apply(each -> each.look(now));
      }
    } catch (InterruptedException stopped) {
      LOG.atDebug().addKeyValue("source", source).log("push watch interrupted");
    } catch (RuntimeException bug) {
      LOG.atError().addKeyValue("source", source).setCause(bug).log("push watch failed");
    }
  }

  /** Takes nothing more, lets what is under way end, and says goodbye. Idempotent. */
  @Override
  public void close() {
    if (stopping) {
      return;
    }
    stopping = true;
    watch.interrupt();
    boolean all = posts.finish(CLOSE_WITHIN);
    for (PushConnection connection : connections) {
      all &= connection.goAway(CLOSE_WITHIN.toNanos(), TimeUnit.NANOSECONDS);
    }
    intake.disconnected(all);
  }
}
