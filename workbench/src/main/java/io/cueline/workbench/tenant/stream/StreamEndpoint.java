package io.cueline.workbench.tenant.stream;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Optional;
import org.eclipse.jetty.websocket.api.Callback;
import org.eclipse.jetty.websocket.api.Session;
import org.eclipse.jetty.websocket.api.StatusCode;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One socket of stream 2a: gets nothing before it has sent {@code {"action":"subscribe",
 * "scope":"global"}}. Public because Jetty looks for its methods from outside.
 */
public final class StreamEndpoint implements Session.Listener.AutoDemanding {

  private static final Logger LOG = LoggerFactory.getLogger(StreamEndpoint.class);
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Subscribers subscribers;
  private Optional<Session> session = Optional.empty();

  public StreamEndpoint(Subscribers subscribers) {
    this.subscribers = subscribers;
  }

  @Override
  public void onWebSocketOpen(Session opened) {
    session = Optional.of(opened);
  }

  @Override
  public void onWebSocketText(String message) {
    session.ifPresent(
        s -> {
          if (subscribes(message)) {
            subscribers.join(s);
          } else {
            s.close(
                StatusCode.POLICY_VIOLATION,
                "expected {\"action\":\"subscribe\",\"scope\":\"global\"}",
                Callback.NOOP);
          }
        });
  }

  private static boolean subscribes(String message) {
    try {
      JsonNode node = JSON.readTree(message);
      return node.path("action").asText().equals("subscribe")
          && node.path("scope").asText().equals("global");
    } catch (JsonProcessingException e) {
      return false;
    }
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
