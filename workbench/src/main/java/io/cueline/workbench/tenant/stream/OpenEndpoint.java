package io.cueline.workbench.tenant.stream;

import org.eclipse.jetty.websocket.api.Session;

/** One socket of streams 2b and 2c: who has come in gets everything, and has nothing to say. */
public final class OpenEndpoint extends ClientSocket {

  private final Subscribers subscribers;
  private final String token;

  public OpenEndpoint(Subscribers subscribers, String token) {
    super(subscribers);
    this.subscribers = subscribers;
    this.token = token;
  }

  @Override
  void opened(Session opened) {
    subscribers.join(opened, token, _ -> true);
  }

  @Override
  void heard(Session from, String message) {
    // Nothing that these streams listen to.
  }
}
