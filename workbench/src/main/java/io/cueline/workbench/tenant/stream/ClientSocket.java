package io.cueline.workbench.tenant.stream;

import java.nio.ByteBuffer;
import java.util.Optional;
import org.eclipse.jetty.websocket.api.Callback;
import org.eclipse.jetty.websocket.api.Session;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A client's socket on a stream that the tenant serves. Public because Jetty looks for its methods
 * from outside.
 */
public abstract class ClientSocket implements Session.Listener.AutoDemanding {

  private static final Logger LOG = LoggerFactory.getLogger(ClientSocket.class);

  private final Subscribers subscribers;
  private Optional<Session> session = Optional.empty();

  ClientSocket(Subscribers subscribers) {
    this.subscribers = subscribers;
  }

  /** It is open. */
  void opened(Session opened) {}

  /** It says something. */
  abstract void heard(Session from, String message);

  @Override
  public void onWebSocketOpen(Session opened) {
    session = Optional.of(opened);
    opened(opened);
  }

  @Override
  public void onWebSocketText(String message) {
    session.filter(s -> !subscribers.isSilent(s)).ifPresent(s -> heard(s, message));
  }

  /** Answered here, so that it can be left unanswered. */
  @Override
  public void onWebSocketPing(ByteBuffer payload) {
    session
        .filter(s -> !subscribers.isSilent(s))
        .ifPresent(s -> s.sendPong(payload, Callback.NOOP));
  }

  @Override
  public void onWebSocketClose(int statusCode, String reason, Callback callback) {
    session.ifPresent(subscribers::leave);
    callback.succeed();
  }

  @Override
  public void onWebSocketError(Throwable cause) {
    LOG.atDebug().addKeyValue("reason", cause.toString()).log("a stream socket failed");
    session.ifPresent(subscribers::leave);
  }
}
