package io.cueline.ingest.stream;

import io.cueline.cxone.socket.SocketDialer;
import io.cueline.cxone.token.TokenException;
import io.cueline.cxone.token.TokenFailure;
import io.cueline.cxone.token.TokenSource;
import io.cueline.ingest.stream.LifeSigns.Verdict;
import jakarta.websocket.DeploymentException;
import jakarta.websocket.Session;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads one stream of the tenant for as long as it runs: gets a token, connects, subscribes, keeps
 * the connection alive, and when it is over begins again after a pause. On a thread of its own.
 */
public final class TenantStream implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(TenantStream.class);

  /** For the other side to answer our close, and for a handler to finish. */
  private static final Duration CLOSE_WITHIN = Duration.ofSeconds(2);

  private static final String STOPPED = "stopped";

  private final StreamSettings settings;
  private final TokenSource tokens;
  private final StreamListener listener;
  private final Runnable reconnected;
  private final SocketDialer dialer;
  private final Contacts contacts;
  private final CountDownLatch stopping = new CountDownLatch(1);
  private final Thread thread;
  private final AtomicReference<@Nullable StreamEndpoint> current = new AtomicReference<>();
  private final RandomGenerator random = RandomGenerator.getDefault();
  private volatile Optional<String> waitingFor;

  /**
   * @param reconnected told of each attempt after the first
   */
  public TenantStream(
      StreamSettings settings, TokenSource tokens, StreamListener listener, Runnable reconnected) {
    this(settings, tokens, listener, reconnected, Contacts.NONE);
  }

  /**
   * @param contacts to follow, where the stream wants each to be subscribed to
   */
  public TenantStream(
      StreamSettings settings,
      TokenSource tokens,
      StreamListener listener,
      Runnable reconnected,
      Contacts contacts) {
    this.contacts = contacts;
    this.settings = settings;
    this.tokens = tokens;
    this.listener = listener;
    this.reconnected = reconnected;
    this.dialer =
        new SocketDialer(settings.endpoint(), GatedContainer.class, settings.connectTimeout());
    this.waitingFor = Optional.of("the first connection to " + settings.endpoint().url());
    this.thread = Thread.ofPlatform().name("stream-" + settings.source()).unstarted(this::run);
  }

  public TenantStream start() {
    thread.start();
    return this;
  }

  /** Empty while connected, else what it waits for. */
  public Optional<String> waitingFor() {
    return waitingFor;
  }

  /** Gives the present connection up, as what was read of it did not arrive. Does not wait. */
  public void restart(String reason) {
    StreamEndpoint endpoint = current.get();
    if (endpoint != null) {
      endpoint.ended().complete(reason);
    }
  }

  private void run() {
    int failures = 0;
    try {
      while (true) {
        Attempt attempt = connectAndRead();
        failures = attempt.worked() ? 0 : failures + 1;
        Duration pause = settings.backoff().pause(Math.max(0, failures - 1), random);
        pause = attempt.atLeast().compareTo(pause) > 0 ? attempt.atLeast() : pause;
        waitingFor = Optional.of(attempt.reason() + "; connecting again");
        if (stopping.getCount() > 0) {
          LOG.atWarn()
              .addKeyValue("source", settings.source())
              .addKeyValue("reason", attempt.reason())
              .addKeyValue("again", pause)
              .log("Stream is not connected");
        }
        if (stopping.await(pause.toNanos(), TimeUnit.NANOSECONDS)) {
          return;
        }
        reconnected.run();
      }
    } catch (InterruptedException stopped) {
      LOG.atDebug().log("stream thread interrupted");
    } finally {
      waitingFor = Optional.of("nothing: it has been stopped");
      dialer.close();
    }
  }

  /** How a connection, or the attempt at one, ended. */
  private record Attempt(boolean worked, String reason, Duration atLeast) {}

  private Attempt connectAndRead() throws InterruptedException {
    String token;
    try {
      token = tokens.token(settings.endpoint().scope());
    } catch (TokenException none) {
      return new Attempt(false, "no token: " + none.getMessage(), pauseAfter(none.failure()));
    }
    Optional<NotificationLine> line =
        settings
            .endpoint()
            .notifications()
            .map(
                wanted ->
                    new NotificationLine(
                        listener,
                        new NotificationSession(token, wanted.heartbeat(), System.nanoTime()),
                        contacts));
    StreamEndpoint endpoint =
        new StreamEndpoint(
            line.<StreamListener>map(each -> each).orElse(listener), settings.maxMessageBytes());
    current.set(endpoint);
    @Nullable Session session = null;
    try {
      session = dialer.open(endpoint, token, Map.of(GatedContainer.GATE, endpoint.gate()));
      Optional<String> subscribe = settings.endpoint().subscribe();
      if (subscribe.isPresent()) {
        session.getBasicRemote().sendText(subscribe.get());
      }
      if (line.isPresent()) {
        line.get().start(endpoint, session);
      }
      waitingFor = Optional.empty();
      LOG.atInfo().addKeyValue("source", settings.source()).log("Stream connected");
      return new Attempt(true, keepAlive(endpoint, session), Duration.ZERO);
    } catch (DeploymentException | IOException | IllegalStateException failed) {
      return new Attempt(false, SocketDialer.reason(failed), Duration.ZERO);
    } finally {
      line.ifPresent(NotificationLine::close);
      // A refused token shows as a refused handshake; and tokens expire while a stream lives.
      tokens.invalidate(settings.endpoint().scope(), token);
      end(endpoint, session);
    }
  }

  private Duration pauseAfter(TokenFailure failure) {
    return switch (failure) {
      case TokenFailure.Rejected _, TokenFailure.Forbidden _, TokenFailure.Unusable _ ->
          settings.backoff().most();
      case TokenFailure.Throttled throttled -> throttled.after();
      case TokenFailure.Unavailable unavailable -> unavailable.after();
    };
  }

  /** Returns why the connection is over. */
  private String keepAlive(StreamEndpoint endpoint, Session session) throws InterruptedException {
    LifeSigns life = new LifeSigns(settings.ping(), settings.pong(), System.nanoTime());
    while (true) {
      life.heard(endpoint.heardAt());
      Duration lookAgain;
      switch (life.look(System.nanoTime(), endpoint.reading())) {
        case Verdict.Dead(Duration silent) -> {
          return "no sign of life for %d s".formatted(silent.toSeconds());
        }
        case Verdict.Ping(Duration after) -> {
          ping(session, endpoint);
          lookAgain = after;
        }
        case Verdict.Wait(Duration after) -> lookAgain = after;
      }
      try {
        return endpoint.ended().get(Math.max(1, lookAgain.toNanos()), TimeUnit.NANOSECONDS);
      } catch (TimeoutException stillOpen) {
        LOG.atTrace().log("stream still open");
      } catch (ExecutionException impossible) {
        throw new IllegalStateException(impossible);
      }
    }
  }

  private static void ping(Session session, StreamEndpoint endpoint) {
    try {
      session.getBasicRemote().sendPing(ByteBuffer.allocate(0));
    } catch (IOException | RuntimeException gone) {
      endpoint.ended().complete("cannot be written to: " + gone.getMessage());
    }
  }

  private void end(StreamEndpoint endpoint, @Nullable Session session) throws InterruptedException {
    boolean byUs = STOPPED.equals(endpoint.ended().getNow(""));
    while (!endpoint.detach(byUs, CLOSE_WITHIN.toNanos(), TimeUnit.NANOSECONDS)) {
      // What was read before must be stamped before the next epoch begins; Kafka may take its time.
      LOG.atInfo().addKeyValue("source", settings.source()).log("waiting for what was read");
      if (stopping.getCount() == 0) {
        break;
      }
    }
    if (session != null) {
      SocketDialer.hangUp(session);
    }
    current.set(null);
  }

  /** Closes the connection cleanly; returns within a few seconds. Idempotent. */
  @Override
  public void close() {
    stopping.countDown();
    restart(STOPPED);
    try {
      if (!thread.join(CLOSE_WITHIN.multipliedBy(2))) {
        thread.interrupt();
        thread.join(CLOSE_WITHIN);
      }
    } catch (InterruptedException hurried) {
      thread.interrupt();
      Thread.currentThread().interrupt();
    }
  }
}
