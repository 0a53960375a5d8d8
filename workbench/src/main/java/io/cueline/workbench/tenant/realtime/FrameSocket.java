package io.cueline.workbench.tenant.realtime;

import java.nio.ByteBuffer;
import java.util.Optional;
import org.eclipse.jetty.websocket.api.Callback;
import org.eclipse.jetty.websocket.api.Session;

/** One client's connection. Public because Jetty looks for its methods from outside. */
public final class FrameSocket implements Session.Listener.AutoDemanding {

  private final FrameSockets all;
  private final FrameCheck check = new FrameCheck();
  private Optional<Session> session = Optional.empty();

  FrameSocket(FrameSockets all) {
    this.all = all;
  }

  @Override
  public void onWebSocketOpen(Session opened) {
    session = Optional.of(opened);
    all.opened(opened);
  }

  @Override
  public void onWebSocketText(String message) {
    all.took(message, check.check(message, all.now().instant()));
  }

  /** Answered here, so that it can be left unanswered. */
  @Override
  public void onWebSocketPing(ByteBuffer payload) {
    session.filter(s -> !all.isSilent(s)).ifPresent(s -> s.sendPong(payload, Callback.NOOP));
  }

  @Override
  public void onWebSocketClose(int statusCode, String reason, Callback callback) {
    session.ifPresent(all::closed);
    callback.succeed();
  }

  @Override
  public void onWebSocketError(Throwable cause) {
    session.ifPresent(all::closed);
  }
}
