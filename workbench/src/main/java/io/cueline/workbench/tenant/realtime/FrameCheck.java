package io.cueline.workbench.tenant.realtime;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Frames of one connection held against the contract, in their order. Not thread safe. */
final class FrameCheck {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Set<String> SOURCES = Set.of("CRM", "KNOWLEDGE_BASE");
  private static final int MOST_SNIPPETS = 10;

  /** Clocks are not one: a second more than a frame's time is no fault. */
  private static final Duration TOLERANCE = Duration.ofSeconds(1);

  private long sequence;

  /**
   * @param frameId empty where it has none
   * @param wrong what is wrong with it, if anything
   */
  record Finding(String frameId, Optional<String> wrong) {}

  Finding check(String text, Instant now) {
    JsonNode frame;
    try {
      frame = JSON.readTree(text);
    } catch (JsonProcessingException torn) {
      return new Finding("", Optional.of("not JSON: " + torn.getOriginalMessage()));
    }
    long expected = sequence + 1;
    long got = frame.path("sequence").asLong(-1);
    sequence = Math.max(sequence, got);
    JsonNode payload = frame.path("payload");
    Optional<String> wrong =
        holds(frame.path("type").asText().equals("PROMPT_SYNC"), "type must be PROMPT_SYNC")
            .or(() -> holds(isUuid(frame.path("frame_id").asText()), "frame_id must be a UUID"))
            .or(() -> holds(got == expected, "sequence must be " + expected + ", got " + got))
            .or(() -> ids(payload))
            .or(() -> snippets(payload.path("snippets")))
            .or(() -> priority(payload))
            .or(() -> time(payload, now));
    return new Finding(frame.path("frame_id").asText(), wrong);
  }

  private static Optional<String> ids(JsonNode payload) {
    JsonNode agent = payload.path("agent_id");
    return text(payload, "session_id")
        .or(() -> text(payload, "interaction_id"))
        .or(() -> holds(agent.isTextual() || agent.isNull(), "agent_id must be a text or null"));
  }

  private static Optional<String> snippets(JsonNode snippets) {
    if (!snippets.isArray() || snippets.isEmpty() || snippets.size() > MOST_SNIPPETS) {
      return Optional.of("snippets must be a list of 1 to " + MOST_SNIPPETS);
    }
    for (JsonNode snippet : snippets) {
      Optional<String> wrong =
          text(snippet, "snippet_id")
              .or(() -> text(snippet, "content"))
              .or(() -> holds(snippet.path("tags").isArray(), "tags must be a list"))
              .or(
                  () ->
                      holds(
                          SOURCES.contains(snippet.path("source_system").asText()),
                          "source_system must be CRM or KNOWLEDGE_BASE"));
      if (wrong.isPresent()) {
        return wrong;
      }
    }
    return Optional.empty();
  }

  private static Optional<String> priority(JsonNode payload) {
    int level = payload.path("priority_level").asInt(-1);
    boolean overrides = payload.path("priority_override").asBoolean();
    double relevance = payload.path("relevance_score").asDouble(-1);
    return holds(level >= 1 && level <= 5, "priority_level must lie between 1 and 5")
        .or(() -> holds(!overrides || level >= 4, "priority_override needs level 4 or 5"))
        .or(() -> holds(relevance >= 0 && relevance <= 1, "relevance_score is from 0 to 1"));
  }

  private static Optional<String> time(JsonNode payload, Instant now) {
    long ttl = payload.path("ttl_seconds").asLong(-1);
    long timestamp = payload.path("timestamp").asLong(-1);
    Instant until = Instant.ofEpochSecond(timestamp).plusSeconds(ttl).plus(TOLERANCE);
    return holds(ttl >= 10 && ttl <= 120, "ttl_seconds must lie between 10 and 120")
        .or(() -> holds(timestamp > 0, "timestamp must be epoch seconds"))
        .or(() -> holds(!until.isBefore(now), "it came after its time"));
  }

  private static Optional<String> text(JsonNode node, String field) {
    JsonNode value = node.path(field);
    return holds(
        value.isTextual() && !value.textValue().isBlank(), field + " must be a text, not blank");
  }

  private static boolean isUuid(String text) {
    try {
      return UUID.fromString(text).toString().equals(text);
    } catch (IllegalArgumentException none) {
      return false;
    }
  }

  private static Optional<String> holds(boolean condition, String otherwise) {
    return condition ? Optional.empty() : Optional.of(otherwise);
  }
}
