package io.cueline.workbench.tenant.stream;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.eclipse.jetty.websocket.api.Callback;
import org.eclipse.jetty.websocket.api.Session;
import org.eclipse.jetty.websocket.api.StatusCode;

/**
 * One socket of stream 2e: {@code CONNECT} with a token, then {@code SUBSCRIBE} for each contact
 * and {@code HEARTBEAT} now and then.
 */
public final class NotificationEndpoint extends ClientSocket {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String TOPIC = "_transcript";

  private final Subscribers subscribers;
  private final Predicate<String> tokens;
  private final Set<String> contacts = ConcurrentHashMap.newKeySet();
  private boolean connected;

  /**
   * @param tokens which are valid
   */
  public NotificationEndpoint(Subscribers subscribers, Predicate<String> tokens) {
    super(subscribers);
    this.subscribers = subscribers;
    this.tokens = tokens;
  }

  @Override
  void heard(Session from, String message) {
    JsonNode command;
    try {
      command = JSON.readTree(message);
    } catch (JsonProcessingException e) {
      error(from, 400, "not JSON");
      return;
    }
    String name = command.path("command").asText();
    if (!connected && !name.equals("CONNECT")) {
      error(from, 401, "CONNECT first");
      return;
    }
    switch (name) {
      case "CONNECT" -> connect(from, command.path("headers").path("sessionToken").asText());
      case "SUBSCRIBE" -> subscribe(from, command.path("body").path("topic").asText());
      case "HEARTBEAT" -> say(from, named("HEARTBEAT_ACK"));
      default -> error(from, 400, "no such command");
    }
  }

  private void connect(Session from, String token) {
    if (!tokens.test(token)) {
      error(from, 401, "the sessionToken is missing, unknown or expired");
      from.close(StatusCode.POLICY_VIOLATION, "unauthorized", Callback.NOOP);
      return;
    }
    connected = true;
    ObjectNode answer = named("CONNECTED");
    answer.putObject("headers").put("connectionId", UUID.randomUUID().toString());
    say(from, answer);
    subscribers.join(from, token, contacts::contains);
  }

  private void subscribe(Session from, String topic) {
    if (!topic.endsWith(TOPIC) || topic.length() == TOPIC.length()) {
      error(from, 400, "expected a topic such as 4711_transcript");
      return;
    }
    contacts.add(topic.substring(0, topic.length() - TOPIC.length()));
  }

  private static void error(Session to, int code, String text) {
    ObjectNode answer = named("ERROR");
    answer.putObject("body").put("responseCode", code).put("responseText", text);
    say(to, answer);
  }

  private static ObjectNode named(String command) {
    return JsonNodeFactory.instance.objectNode().put("command", command);
  }

  private static void say(Session to, ObjectNode answer) {
    to.sendText(answer.toString(), Callback.NOOP);
  }
}
