package io.cueline.workbench.tenant.rest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.Map;
import java.util.Optional;

/**
 * What a call is answered.
 *
 * @param reason why it was refused, for the log of received calls
 */
record Answer(
    int status,
    String contentType,
    String body,
    Map<String, String> headers,
    Optional<String> reason) {

  static Answer json(int status, JsonNode body) {
    return new Answer(status, "application/json", body.toString(), Map.of(), Optional.empty());
  }

  static Answer lines(String body) {
    return new Answer(200, "application/x-ndjson", body, Map.of(), Optional.empty());
  }

  static Answer empty(int status) {
    return new Answer(status, "application/json", "", Map.of(), Optional.empty());
  }

  static Answer refusal(int status, String reason) {
    JsonNode body = JsonNodeFactory.instance.objectNode().put("error", reason);
    return new Answer(status, "application/json", body.toString(), Map.of(), Optional.of(reason));
  }

  Answer with(String header, String value) {
    return new Answer(status, contentType, body, Map.of(header, value), reason);
  }
}
