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
 * @param stream on which
 * @param type the stream's own word for it where it has one, {@code transcription} or {@code
 *     DIALOG_STATE}; {@code interaction_closed} for a call's last event of 2c; {@code malformed}
 * @param interactionId null for malformed ones
 * @param speaker of what was said, where one channel says it
 * @param textLength characters said, else 0
 * @param at call time
 * @param sha256 of the raw frame's UTF-8 bytes, hexadecimal
 * @param length of the raw frame in bytes
 * @param sentAt wall clock
 * @param repeated the same bytes as before, to order
 */
public record SentFrame(
    long ordinal,
    String stream,
    String type,
    @Nullable String interactionId,
    @Nullable String speaker,
    int textLength,
    Instant at,
    String sha256,
    int length,
    Instant sentAt,
    boolean repeated) {

  public SentFrame {
    // What the journal keeps, so that a restart changes nothing.
    sentAt = sentAt.truncatedTo(ChronoUnit.MILLIS);
  }

  /** As {@code GET /simulator/sent} and the journal write it. */
  public ObjectNode toJson() {
    return JsonNodeFactory.instance
        .objectNode()
        .put("ordinal", ordinal)
        .put("stream", stream)
        .put("type", type)
        .put("interactionId", interactionId)
        .put("speaker", speaker)
        .put("textLength", textLength)
        .put("at", at.toEpochMilli())
        .put("sha256", sha256)
        .put("length", length)
        .put("sentAt", sentAt.toEpochMilli())
        .put("repeated", repeated);
  }

  static SentFrame fromJson(JsonNode node) {
    return new SentFrame(
        node.required("ordinal").longValue(),
        node.required("stream").textValue(),
        node.required("type").textValue(),
        node.path("interactionId").textValue(),
        node.path("speaker").textValue(),
        node.required("textLength").intValue(),
        Instant.ofEpochMilli(node.required("at").longValue()),
        node.required("sha256").textValue(),
        node.required("length").intValue(),
        Instant.ofEpochMilli(node.required("sentAt").longValue()),
        node.path("repeated").booleanValue());
  }
}
