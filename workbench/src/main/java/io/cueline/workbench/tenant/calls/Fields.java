package io.cueline.workbench.tenant.calls;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.Optional;

/** Typed reading of an object's fields; the refusal names the field. */
final class Fields {

  private Fields() {}

  static String text(JsonNode node, String field) {
    return optionalText(node, field)
        .orElseThrow(() -> new IllegalArgumentException(field + " is missing"));
  }

  static Optional<String> optionalText(JsonNode node, String field) {
    JsonNode value = node.path(field);
    if (value.isMissingNode() || value.isNull()) {
      return Optional.empty();
    }
    if (!value.isTextual()) {
      throw new IllegalArgumentException(field + " is not a text");
    }
    return Optional.of(value.textValue());
  }

  /** A field of whole milliseconds. */
  static Optional<Duration> millis(JsonNode node, String field) {
    JsonNode value = node.path(field);
    if (value.isMissingNode() || value.isNull()) {
      return Optional.empty();
    }
    if (!value.isIntegralNumber() || !value.canConvertToLong()) {
      throw new IllegalArgumentException(field + " is not a whole number of milliseconds");
    }
    return Optional.of(Duration.ofMillis(value.longValue()));
  }

  static Optional<Double> number(JsonNode node, String field) {
    JsonNode value = node.path(field);
    if (value.isMissingNode() || value.isNull()) {
      return Optional.empty();
    }
    if (!value.isNumber()) {
      throw new IllegalArgumentException(field + " is not a number");
    }
    return Optional.of(value.doubleValue());
  }
}
