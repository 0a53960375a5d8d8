package io.cueline.workbench.tenant.rest;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Bodies held against the contract; each check returns what is wrong, if anything. */
final class Bodies {

  private static final int SNIPPET = 150;
  private static final Set<String> PRIORITIES = Set.of("low", "medium", "high", "critical");
  private static final Set<String> STATES = Set.of("open", "updated", "closed");

  private Bodies() {}

  static Optional<String> prompt(JsonNode body) {
    return text(body, "conversationId").or(() -> text(body, "prompt"));
  }

  static Optional<String> cue(JsonNode body) {
    return text(body, "type")
        .or(() -> text(body, "title"))
        .or(() -> text(body, "description"))
        .or(() -> oneOf(body, "priority", PRIORITIES))
        .or(() -> oneOf(body, "status", STATES));
  }

  static Optional<String> insights(JsonNode body) {
    JsonNode cards = body.path("insights");
    if (!cards.isArray() || cards.isEmpty()) {
      return Optional.of("insights must be a list of at least one card");
    }
    for (int i = 0; i < cards.size(); i++) {
      int number = i;
      Optional<String> wrong = card(cards.get(i)).map(w -> "insights[" + number + "]: " + w);
      if (wrong.isPresent()) {
        return wrong;
      }
    }
    return oneOf(body, "displayType", Set.of("CARD"))
        .or(() -> holds(body.path("autoDismiss").isBoolean(), "autoDismiss must be a boolean"));
  }

  private static Optional<String> card(JsonNode card) {
    JsonNode priority = card.path("priority");
    JsonNode snippet = card.path("snippet");
    return text(card, "id")
        .or(() -> text(card, "title"))
        .or(() -> text(card, "interactionId"))
        .or(
            () ->
                holds(
                    priority.isIntegralNumber() && priority.intValue() >= 1,
                    "priority must be a whole number from 1 on"))
        .or(() -> holds(card.path("score").isNumber(), "score must be a number"))
        .or(() -> holds(card.path("citation").isTextual(), "citation must be a text"))
        .or(() -> holds(snippet.isTextual(), "snippet must be a text"))
        .or(
            () ->
                holds(
                    snippet.textValue().codePointCount(0, snippet.textValue().length()) <= SNIPPET,
                    "snippet is longer than 150 characters"));
  }

  static Optional<String> assistCards(JsonNode body) {
    JsonNode messages = body.path("messages");
    if (!messages.isArray() || messages.isEmpty()) {
      return Optional.of("messages must be a list of at least one card");
    }
    for (JsonNode message : messages) {
      JsonNode content = message.path("content");
      Optional<String> wrong =
          oneOf(message, "type", Set.of("card"))
              .or(() -> text(content, "title"))
              .or(() -> text(content, "body"))
              .or(() -> holds(content.path("score").isNumber(), "score must be a number"));
      if (wrong.isPresent()) {
        return wrong;
      }
    }
    return Optional.empty();
  }

  static Optional<String> feedback(JsonNode body) {
    return text(body, "interactionId")
        .or(() -> text(body, "insightId"))
        .or(() -> text(body, "action"))
        .or(() -> holds(body.hasNonNull("timestamp"), "timestamp is missing"));
  }

  static Optional<String> agentMessage(JsonNode body) {
    JsonNode targets = body.path("targetIds");
    JsonNode expire = body.path("expireMinutes");
    return text(body, "subject")
        .or(() -> text(body, "message"))
        .or(() -> oneOf(body, "targetType", Set.of("agent")))
        .or(
            () ->
                holds(
                    targets.isArray()
                        && !targets.isEmpty()
                        && targets.valueStream().allMatch(JsonNode::isValueNode),
                    "targetIds must be a list of at least one"))
        .or(
            () ->
                holds(
                    expire.isIntegralNumber() && expire.intValue() >= 1,
                    "expireMinutes must be a whole number from 1 on"));
  }

  static Optional<String> callback(JsonNode body) {
    JsonNode level = body.path("priority");
    return text(body, "interactionId")
        .or(() -> text(body, "frameId"))
        .or(
            () ->
                holds(
                    level.isIntegralNumber() && level.intValue() >= 1 && level.intValue() <= 5,
                    "priority must be a whole number from 1 to 5"))
        .or(() -> holds(body.path("adopted").isBoolean(), "adopted must be a boolean"));
  }

  /** Only p1 to p9, and one of them at least. */
  static Optional<String> signal(Map<String, String> query) {
    return holds(
            query.keySet().stream().allMatch(name -> name.matches("p[1-9]")),
            "a signal has p1 to p9 and nothing else")
        .or(() -> holds(!query.isEmpty(), "a signal without p1 to p9 says nothing"));
  }

  private static Optional<String> text(JsonNode body, String field) {
    JsonNode value = body.path(field);
    return holds(
        value.isTextual() && !value.textValue().isBlank(), field + " must be a text, not blank");
  }

  private static Optional<String> oneOf(JsonNode body, String field, Set<String> allowed) {
    JsonNode value = body.path(field);
    return holds(
        value.isTextual() && allowed.contains(value.textValue()),
        field + " must be one of " + allowed.stream().sorted().toList());
  }

  private static Optional<String> holds(boolean condition, String otherwise) {
    return condition ? Optional.empty() : Optional.of(otherwise);
  }
}
