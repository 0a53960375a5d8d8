package io.cueline.ingest.server;

import io.cueline.ingest.stream.LifeSigns;
import io.cueline.ingest.stream.LifeSigns.Verdict;
import io.cueline.ingest.stream.MessageAssembler;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.eclipse.jetty.websocket.api.Callback;
import org.eclipse.jetty.websocket.api.Session;
import org.eclipse.jetty.websocket.api.StatusCode;
import org.eclipse.jetty.websocket.api.exceptions.BadPayloadException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One WebSocket that the tenant has opened. Messages are taken in parts, so that one too long is
 * rejected without being held; while one is being taken, which may wait for Kafka, nothing more is
 * read. Public for Jetty, which calls it.
 */
public final class PushConnection extends Session.Listener.AbstractAutoDemanding {

  private static final Logger LOG = LoggerFactory.getLogger(PushConnection.class);

  private final PushSource source;
  private final MessageAssembler assembler;
  private final LifeSigns life;
  private final ReentrantLock gate = new ReentrantLock();
  private boolean detached;
  private volatile boolean handling;
  private volatile long heardAt;
  private long lookAt;

  PushConnection(PushSource source, PushLimits limits) {
    this.source = source;
    this.assembler = new MessageAssembler(limits.messageBytes());
    this.heardAt = source.nanos().getAsLong();
    this.life = new LifeSigns(limits.ping(), limits.pong(), heardAt);
    this.lookAt = heardAt;
  }

  @Override
  public void onWebSocketOpen(Session session) {
    // Whether it lives is found out by pings, which also works while nothing is read.
    session.setIdleTimeout(Duration.ZERO);
    if (source.opened(this)) {
      super.onWebSocketOpen(session);
    } else {
      session.close(StatusCode.SHUTDOWN, "stopping", Callback.NOOP);
    }
  }

  @Override
  public void onWebSocketPartialText(String part, boolean last) {
    taken(
        () -> {
          if (last) {
            source.slowDown();
          }
          assembler.part(part, last, source.intake());
        });
  }

  @Override
  public void onWebSocketPartialBinary(ByteBuffer part, boolean last, Callback callback) {
    taken(() -> assembler.binary(part.remaining(), last, source.intake()));
    callback.succeed();
  }

  @Override
  public void onWebSocketPong(ByteBuffer payload) {
    taken(source.intake()::alive);
  }

  @Override
  public void onWebSocketError(Throwable failure) {
    if (failure instanceof BadPayloadException) {
      // The protocol has it that the connection must end (1007); what was wrong is written down.
      taken(() -> source.intake().unreadable("not UTF-8 text; its connection was closed", "", 0));
    }
    LOG.atDebug().addKeyValue("reason", failure.toString()).log("a pushed connection failed");
  }

  @Override
  public void onWebSocketClose(int status, String reason, Callback callback) {
    boolean inOrder = status == StatusCode.NORMAL || status == StatusCode.SHUTDOWN;
    LOG.atInfo().addKeyValue("status", status).log("A pushed connection has ended");
    source.closed(this, inOrder, heardAt);
    callback.succeed();
  }

  /** Sends a ping when one is due, and lets go of who does not answer. */
  void look(long now) {
    if (now - lookAt < 0 || !isOpen()) {
      return;
    }
    life.heard(heardAt);
    switch (life.look(now, !handling)) {
      case Verdict.Dead(Duration silent) -> {
        LOG.atWarn().addKeyValue("silentFor", silent).log("A pushed connection is dead");
        getSession().disconnect();
        source.closed(this, false, heardAt);
      }
      case Verdict.Ping(Duration after) -> {
        getSession().sendPing(ByteBuffer.allocate(0), Callback.NOOP);
        lookAt = now + after.toNanos();
      }
      case Verdict.Wait(Duration after) -> lookAt = now + after.toNanos();
    }
  }

  /**
   * Lets nothing more through and closes.
   *
   * @return false where what is being handled did not end in time
   */
  boolean goAway(long timeout, TimeUnit unit) {
    boolean free = false;
    try {
      free = gate.tryLock(timeout, unit);
      detached |= free;
    } catch (InterruptedException hurried) {
      Thread.currentThread().interrupt();
    } finally {
      if (free) {
        gate.unlock();
      }
    }
    if (isOpen()) {
      getSession().close(StatusCode.SHUTDOWN, "stopping", Callback.NOOP);
    }
    return free;
  }

  private void taken(Runnable event) {
    gate.lock();
    handling = true;
    try {
      if (!detached) {
        event.run();
      }
    } finally {
      handling = false;
      heardAt = source.nanos().getAsLong();
      gate.unlock();
    }
  }
}
