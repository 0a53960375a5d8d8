package io.cueline.workbench.tenant.stream;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.eclipse.jetty.websocket.api.Callback;
import org.eclipse.jetty.websocket.api.Session;
import org.eclipse.jetty.websocket.api.StatusCode;

/**
 * One socket of stream 2a: gets nothing before it has sent {@code {"action":"subscribe",
 * "scope":"global"}}.
 */
public final class StreamEndpoint extends ClientSocket {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Subscribers subscribers;
  private final String token;

  public StreamEndpoint(Subscribers subscribers, String token) {
    super(subscribers);
    this.subscribers = subscribers;
    this.token = token;
  }

  @Override
  void heard(Session from, String message) {
    if (subscribes(message)) {
      subscribers.join(from, token, _ -> true);
    } else {
      from.close(
          StatusCode.POLICY_VIOLATION,
          "expected {\"action\":\"subscribe\",\"scope\":\"global\"}",
          Callback.NOOP);
    }
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
}
