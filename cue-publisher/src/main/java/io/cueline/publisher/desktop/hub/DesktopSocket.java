package io.cueline.publisher.desktop.hub;

import io.cueline.publisher.desktop.Desk;
import io.cueline.publisher.desktop.Outgoing;
import io.cueline.publisher.desktop.token.Admission.Admitted;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.eclipse.jetty.websocket.api.Callback;
import org.eclipse.jetty.websocket.api.Session;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One client's connection. One message is under way at a time; the rest waits in the client's place
 * in the hub, where newer state replaces older. Public for Jetty, which calls it.
 */
public final class DesktopSocket extends Session.Listener.AbstractAutoDemanding {

  private static final Logger LOG = LoggerFactory.getLogger(DesktopSocket.class);

  /** Above what the protocol allows, so that a message too long is told as that. */
  private static final int LONGEST = 4 * ClientMessage.LONGEST;

  private final DesktopHub hub;
  final Admitted admitted;

  // What follows is guarded by the hub's lock.
  @Nullable Desk desk;
  boolean sending;
  boolean draining;
  boolean closed;
  Instant sendingSince = Instant.MAX;
  Instant heardAt = Instant.MAX;
  Instant beatAt = Instant.MAX;
  int writing;

  DesktopSocket(DesktopHub hub, Admitted admitted) {
    this.hub = hub;
    this.admitted = admitted;
  }

  @Override
  public void onWebSocketOpen(Session session) {
    // Whether it lives is found out by pings.
    session.setIdleTimeout(Duration.ZERO);
    session.setMaxTextMessageSize(LONGEST);
    super.onWebSocketOpen(session);
    hub.opened(this);
  }

  @Override
  public void onWebSocketText(String text) {
    hub.heard(this, ClientMessage.of(text));
  }

  @Override
  public void onWebSocketBinary(ByteBuffer payload, Callback callback) {
    callback.succeed();
    hub.heard(this, new ClientMessage.Nonsense());
  }

  @Override
  public void onWebSocketPong(ByteBuffer payload) {
    hub.alive(this);
  }

  @Override
  public void onWebSocketError(Throwable failure) {
    LOG.atDebug().addKeyValue("reason", failure.toString()).log("a desktop's connection failed");
  }

  @Override
  public void onWebSocketClose(int status, String reason, Callback callback) {
    hub.left(this);
    callback.succeed();
  }

  /** Sends what waits, as far as the client takes it. One thread at a time gets here. */
  void drain(Pump pump) {
    Optional<Outgoing> message = pump.next(this);
    while (message.isPresent()) {
      Outgoing each = message.get();
      getSession().sendText(each.text(), Callback.from(() -> pump.sent(this, each), this::broken));
      message = pump.next(this);
    }
  }

  /** Why it is to end now, if so. Under the hub's lock. */
  @Nullable Ending dueEnding(HubLimits limits, Instant now) {
    if (!admitted.until().isAfter(now)) {
      return Ending.EXPIRED;
    }
    boolean stuck = sending && !sendingSince.plus(limits.slow()).isAfter(now);
    boolean silent = !heardAt.plus(limits.silent()).isAfter(now);
    return stuck || silent ? Ending.SLOW : null;
  }

  void ping() {
    getSession().sendPing(ByteBuffer.allocate(0), Callback.NOOP);
  }

  /** The last word; a client that does not read even that is cut off later. */
  void end(int status, String reason) {
    if (isOpen()) {
      getSession().close(status, reason, Callback.NOOP);
    }
  }

  void cut() {
    Session session = getSession();
    if (session != null) {
      session.disconnect();
    }
  }

  private void broken(Throwable failure) {
    LOG.atDebug().addKeyValue("reason", failure.toString()).log("a desktop cannot be written to");
    cut();
    hub.left(this);
  }
}
