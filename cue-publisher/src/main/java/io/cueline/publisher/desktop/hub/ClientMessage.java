package io.cueline.publisher.desktop.hub;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;

/** What a client says. */
sealed interface ClientMessage {

  /** Longer ones are none, in characters. */
  int LONGEST = 4_096;

  ObjectMapper JSON = new JsonMapper();

  /** An agent did something with a card or cue. */
  record Feedback(String conversationId, String subjectId, String action)
      implements ClientMessage {}

  /** A supervisor wants to see what happened. */
  record Timeline(String conversationId) implements ClientMessage {}

  /** Nothing of the protocol. */
  record Nonsense() implements ClientMessage {}

  static ClientMessage of(String text) {
    if (text.length() > LONGEST) {
      return new Nonsense();
    }
    try {
      JsonNode message = JSON.readTree(text);
      String conversationId = text(message, "conversationId");
      if (conversationId.isEmpty()) {
        return new Nonsense();
      }
      return switch (text(message, "type")) {
        case "feedback" ->
            new Feedback(conversationId, text(message, "subjectId"), text(message, "action"));
        case "timeline" -> new Timeline(conversationId);
        default -> new Nonsense();
      };
    } catch (JsonProcessingException noJson) {
      return new Nonsense();
    }
  }

  private static String text(JsonNode message, String field) {
    return message.path(field).isTextual() ? message.path(field).textValue() : "";
  }
}
