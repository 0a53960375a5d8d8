package io.cueline.workbench.tenant.journal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * A REST call that came in, whatever it was answered.
 *
 * @param ordinal counted from 0 over the whole journal
 * @param call the contract's name: {@code prompts}, {@code cues}, {@code insights}, {@code
 *     knowledge-list}
 * @param path as it came, percent-encoded
 * @param body as it came
 * @param arrivedAt wall clock
 * @param status what was answered
 * @param reason why it was refused
 * @param duplicate a call with this idempotency key had been accepted before
 */
public record ReceivedCall(
    long ordinal,
    String call,
    String method,
    String path,
    @Nullable String idempotencyKey,
    @Nullable String contentType,
    String body,
    Instant arrivedAt,
    int status,
    @Nullable String reason,
    boolean duplicate) {

  public ReceivedCall {
    // What the journal keeps, so that a restart changes nothing.
    arrivedAt = arrivedAt.truncatedTo(ChronoUnit.MILLIS);
  }

  /** As {@code GET /simulator/received} and the journal write it. */
  public ObjectNode toJson() {
    return JsonNodeFactory.instance
        .objectNode()
        .put("ordinal", ordinal)
        .put("call", call)
        .put("method", method)
        .put("path", path)
        .put("idempotencyKey", idempotencyKey)
        .put("contentType", contentType)
        .put("body", body)
        .put("arrivedAt", arrivedAt.toEpochMilli())
        .put("status", status)
        .put("reason", reason)
        .put("duplicate", duplicate);
  }

  static ReceivedCall fromJson(JsonNode node) {
    return new ReceivedCall(
        node.required("ordinal").longValue(),
        node.required("call").textValue(),
        node.required("method").textValue(),
        node.required("path").textValue(),
        node.path("idempotencyKey").textValue(),
        node.path("contentType").textValue(),
        node.required("body").textValue(),
        Instant.ofEpochMilli(node.required("arrivedAt").longValue()),
        node.required("status").intValue(),
        node.path("reason").textValue(),
        node.path("duplicate").booleanValue());
  }

  /** Whether the tenant took it. */
  public boolean accepted() {
    return status >= 200 && status < 300;
  }
}
