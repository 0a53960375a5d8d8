package io.cueline.runtime.http;

import java.util.Optional;
import org.eclipse.jetty.websocket.api.Session;

/** Decides about a WebSocket that a client wants to open. */
@FunctionalInterface
public interface WebSocketHandler {

  /**
   * @param opening the upgrade request; its body is empty
   * @return what listens to the socket from now on, of a public class (Jetty calls it by method
   *     handles), one event at a time
   * @throws HttpFailure to refuse with its status and message
   */
  Session.Listener open(HttpRequest opening);

  /** The subprotocol to answer with, one of those that the client has offered. */
  default Optional<String> subprotocol(HttpRequest opening) {
    return Optional.empty();
  }
}
