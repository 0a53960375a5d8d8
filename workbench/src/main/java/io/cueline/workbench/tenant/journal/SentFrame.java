package io.cueline.workbench.tenant.journal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * A frame that was handed to at least one subscriber.
 *
 * @param ordinal counted from 0 over the whole journal
 * @param type {@code transcription}, {@code interaction_ended}, {@code agent_assigned} or {@code
 *     malformed}
 * @param interactionId null for malformed ones
 * @param speaker of transcriptions only
 * @param textLength characters of a transcription's text, else 0
 * @param at call time
 * @param sha256 of the raw frame's UTF-8 bytes, hexadecimal
 * @param length of the raw frame in bytes
 * @param sentAt wall clock
 */
public record SentFrame(
    long ordinal,
    String type,
    @Nullable String interactionId,
    @Nullable String speaker,
    int textLength,
    Instant at,
    String sha256,
    int length,
    Instant sentAt) {

  public SentFrame {
    // What the journal keeps, so that a restart changes nothing.
    sentAt = sentAt.truncatedTo(ChronoUnit.MILLIS);
  }

  /** As {@code GET /simulator/sent} and the journal write it. */
  public ObjectNode toJson() {
    return JsonNodeFactory.instance
        .objectNode()
        .put("ordinal", ordinal)
        .put("type", type)
        .put("interactionId", interactionId)
        .put("speaker", speaker)
        .put("textLength", textLength)
        .put("at", at.toEpochMilli())
        .put("sha256", sha256)
        .put("length", length)
        .put("sentAt", sentAt.toEpochMilli());
  }

  static SentFrame fromJson(JsonNode node) {
    return new SentFrame(
        node.required("ordinal").longValue(),
        node.required("type").textValue(),
        node.path("interactionId").textValue(),
        node.path("speaker").textValue(),
        node.required("textLength").intValue(),
        Instant.ofEpochMilli(node.required("at").longValue()),
        node.required("sha256").textValue(),
        node.required("length").intValue(),
        Instant.ofEpochMilli(node.required("sentAt").longValue()));
  }
}
