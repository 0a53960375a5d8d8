package io.cueline.publisher.realtime.socket;

import io.cueline.cxone.profile.RealtimeSpec;
import io.cueline.cxone.socket.SocketDialer;
import io.cueline.cxone.token.TokenException;
import io.cueline.cxone.token.TokenFailure;
import io.cueline.cxone.token.TokenSource;
import io.cueline.publisher.realtime.FrameJson;
import io.cueline.publisher.realtime.KeepAlive;
import io.cueline.publisher.realtime.KeepAlive.Verdict;
import io.cueline.publisher.realtime.SyncFrame;
import jakarta.websocket.DeploymentException;
import jakarta.websocket.RemoteEndpoint;
import jakarta.websocket.Session;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.random.RandomGenerator;
import org.glassfish.tyrus.container.jdk.client.JdkClientContainer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The connection that frames go by, for as long as it runs: gets a token, connects, keeps it alive,
 * and when it is over begins again after a pause. Frames are sent one at a time, by any thread.
 */
final class RealtimeLine implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(RealtimeLine.class);
  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);
  private static final Duration CONNECT_WITHIN = Duration.ofSeconds(10);
  private static final Duration CLOSE_WITHIN = Duration.ofSeconds(2);

  private static final double JITTER = 0.2;
  private static final String STOPPED = "stopped";

  private record Open(Connection connection, Session session) {}

  private final RealtimeSpec spec;
  private final TokenSource tokens;
  private final InstantSource clock;
  private final RandomGenerator random;
  private final SocketDialer dialer;
  private final ReentrantLock sending = new ReentrantLock();
  private final CountDownLatch stopping = new CountDownLatch(1);
  private final Thread thread;
  private volatile @Nullable Open open;
  private volatile String waitingFor = "the first connection";

  RealtimeLine(RealtimeSpec spec, TokenSource tokens, InstantSource clock, RandomGenerator random) {
    this.spec = spec;
    this.tokens = tokens;
    this.clock = clock;
    this.random = random;
    this.dialer = new SocketDialer(spec.endpoint(), JdkClientContainer.class, CONNECT_WITHIN);
    this.thread = Thread.ofPlatform().name("publisher-realtime").start(this::run);
  }

  boolean isConnected() {
    return open != null;
  }

  /**
   * Sends a frame whole or not at all. Blocks until it is written; an interrupted thread gets
   * {@link Sent.Broken} and keeps its interrupt.
   */
  Sent send(SyncFrame frame) {
    try {
      return switch (begin(frame)) {
        case Begun.Refused(Sent why) -> why;
        case Begun.Writing writing -> await(writing);
      };
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
      return new Sent.Broken("interrupted");
    }
  }

  private sealed interface Begun {
    record Refused(Sent why) implements Begun {}

    record Writing(
        Open to, long sequence, Future<Void> written, Optional<CompletableFuture<Void>> read)
        implements Begun {}
  }

  /** Only taking a place and standing in line are done one at a time, so that nobody overtakes. */
  private Begun begin(SyncFrame frame) {
    sending.lock();
    try {
      Optional<String> stale = frame.stale(clock.instant(), spec.freshness());
      if (stale.isPresent()) {
        return new Begun.Refused(new Sent.Stale(stale.get()));
      }
      @Nullable Open to = open;
      if (to == null || to.connection().ended().isDone()) {
        return new Begun.Refused(new Sent.NotConnected("not connected: " + waitingFor));
      }
      long sequence = to.connection().nextSequence();
      try {
        RemoteEndpoint.Async remote = to.session().getAsyncRemote();
        Optional<CompletableFuture<Void>> read =
            spec.confirm() ? Optional.of(to.connection().read(sequence)) : Optional.empty();
        Future<Void> written = remote.sendText(FrameJson.of(frame, sequence));
        if (spec.confirm()) {
          remote.sendPing(Connection.mark(sequence));
        }
        return new Begun.Writing(to, sequence, written, read);
      } catch (IOException | RuntimeException failed) {
        return new Begun.Refused(
            broken(to, "the connection failed: " + SocketDialer.reason(failed)));
      }
    } finally {
      sending.unlock();
    }
  }

  /** A socket that takes nothing for as long as a frame is fresh is of no use. */
  private Sent await(Begun.Writing writing) throws InterruptedException {
    try {
      writing.written().get(spec.freshness().toNanos(), TimeUnit.NANOSECONDS);
      return writing.read().isEmpty()
          ? new Sent.Gone(writing.sequence())
          : confirmed(writing, writing.read().get());
    } catch (TimeoutException stuck) {
      return broken(writing.to(), "the connection takes nothing");
    } catch (ExecutionException failed) {
      return broken(writing.to(), "the connection failed: " + SocketDialer.reason(failed));
    } finally {
      writing.to().connection().forget(writing.sequence());
    }
  }

  /** What is written may still be lost with the connection: until it is known to have been read. */
  private Sent confirmed(Begun.Writing writing, CompletableFuture<Void> read)
      throws InterruptedException {
    CompletableFuture<String> ended = writing.to().connection().ended();
    Duration pong = spec.endpoint().keepAlive().pong();
    try {
      CompletableFuture.anyOf(read, ended).get(pong.toNanos(), TimeUnit.NANOSECONDS);
      return read.isDone()
          ? new Sent.Gone(writing.sequence())
          : new Sent.Broken("the connection ended before it was read: " + ended.getNow(""));
    } catch (TimeoutException | ExecutionException silent) {
      return broken(writing.to(), "nothing says that it was read: no pong within " + pong);
    }
  }

  /** What was not written to its end arrives at nobody: the connection goes with it. */
  private static Sent broken(Open open, String reason) {
    open.connection().ended().complete(reason);
    return new Sent.Broken(reason);
  }

  private void run() {
    int failures = 0;
    try {
      while (true) {
        Ended ended = connectAndKeep();
        failures = ended.worked() ? 0 : failures + 1;
        Duration pause = pause(Math.max(0, failures - 1));
        pause = ended.atLeast().compareTo(pause) > 0 ? ended.atLeast() : pause;
        waitingFor = ended.reason();
        if (stopping.getCount() > 0) {
          LOG.atWarn()
              .addKeyValue("reason", ended.reason())
              .addKeyValue("again", pause)
              .log("realtime frames have no connection");
        }
        if (stopping.await(pause.toNanos(), TimeUnit.NANOSECONDS)) {
          return;
        }
      }
    } catch (InterruptedException stopped) {
      LOG.atDebug().log("realtime thread interrupted");
    } finally {
      dialer.close();
    }
  }

  private record Ended(boolean worked, String reason, Duration atLeast) {}

  private Ended connectAndKeep() throws InterruptedException {
    String scope = spec.endpoint().scope();
    String token;
    try {
      token = tokens.token(scope);
    } catch (TokenException none) {
      return new Ended(false, "no token: " + none.getMessage(), pauseAfter(none.failure()));
    }
    Connection connection = new Connection();
    @Nullable Session session = null;
    try {
      session = dialer.open(connection, token, Map.of());
      open = new Open(connection, session);
      LOG.atInfo().log("realtime frames have a connection");
      return new Ended(true, keep(connection, session), Duration.ZERO);
    } catch (DeploymentException | IOException | IllegalStateException failed) {
      return new Ended(false, SocketDialer.reason(failed), Duration.ZERO);
    } finally {
      open = null;
      // A refused token shows as a refused handshake; and tokens expire while a connection lives.
      tokens.invalidate(scope, token);
      if (session != null) {
        SocketDialer.hangUp(session);
      }
    }
  }

  /** Returns why the connection is over. */
  private String keep(Connection connection, Session session) throws InterruptedException {
    StreamKeepAlive times = StreamKeepAlive.of(spec);
    KeepAlive life = new KeepAlive(times.ping(), times.pong(), System.nanoTime());
    while (stopping.getCount() > 0) {
      life.ponged(connection.pongedAt());
      Duration lookAgain;
      switch (life.look(System.nanoTime())) {
        case Verdict.Dead() -> {
          return "no pong within " + times.pong();
        }
        case Verdict.Ping(Duration after) -> {
          ping(connection, session);
          lookAgain = after;
        }
        case Verdict.Wait(Duration after) -> lookAgain = after;
      }
      try {
        return connection.ended().get(Math.max(1, lookAgain.toNanos()), TimeUnit.NANOSECONDS);
      } catch (TimeoutException stillOpen) {
        LOG.atTrace().log("still open");
      } catch (ExecutionException impossible) {
        throw new IllegalStateException(impossible);
      }
    }
    return STOPPED;
  }

  private record StreamKeepAlive(Duration ping, Duration pong) {
    static StreamKeepAlive of(RealtimeSpec spec) {
      var keepAlive = spec.endpoint().keepAlive();
      return new StreamKeepAlive(keepAlive.ping(), keepAlive.pong());
    }
  }

  /** Beside frames: a ping that waits behind a stuck one would itself never come back. */
  private static void ping(Connection connection, Session session) {
    try {
      session.getAsyncRemote().sendPing(ByteBuffer.allocate(0));
    } catch (IOException | RuntimeException gone) {
      connection.ended().complete("cannot be written to: " + gone.getMessage());
    }
  }

  private Duration pauseAfter(TokenFailure failure) {
    return switch (failure) {
      case TokenFailure.Rejected _, TokenFailure.Forbidden _, TokenFailure.Unusable _ ->
          LONGEST_PAUSE;
      case TokenFailure.Throttled throttled -> throttled.after();
      case TokenFailure.Unavailable unavailable -> unavailable.after();
    };
  }

  private Duration pause(int failures) {
    long first = spec.endpoint().keepAlive().reconnect().toNanos();
    double full = first * Math.pow(2, Math.min(failures, 20));
    double most = Math.max(first, LONGEST_PAUSE.toNanos());
    double varied = Math.min(full, most) * (1 + JITTER * (2 * random.nextDouble() - 1));
    return Duration.ofNanos(Math.max(1, Math.round(varied)));
  }

  /** Returns within a few seconds. Idempotent. */
  @Override
  public void close() {
    stopping.countDown();
    @Nullable Open last = open;
    if (last != null) {
      last.connection().ended().complete(STOPPED);
    }
    try {
      if (!thread.join(CLOSE_WITHIN)) {
        thread.interrupt();
        thread.join(CLOSE_WITHIN);
      }
    } catch (InterruptedException hurried) {
      thread.interrupt();
      Thread.currentThread().interrupt();
    }
  }
}
