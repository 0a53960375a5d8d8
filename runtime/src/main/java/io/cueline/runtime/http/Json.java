package io.cueline.runtime.http;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.stream.Collectors;

/** One mapper for all: making one is dear, sharing it is safe. */
final class Json {

  static final ObjectMapper MAPPER =
      JsonMapper.builder().disable(SerializationFeature.FAIL_ON_EMPTY_BEANS).build();

  private Json() {}

  /** What is wrong with a body and where, for its sender; without the names of our classes. */
  static String complaint(JsonProcessingException wrong) {
    String what =
        switch (wrong) {
          case UnrecognizedPropertyException unknown ->
              "unknown field '%s'".formatted(unknown.getPropertyName());
          case JsonMappingException mapping ->
              "'%s' is not of the form expected".formatted(path(mapping));
          default -> wrong.getOriginalMessage();
        };
    JsonLocation where = wrong.getLocation();
    String place =
        where == null
            ? ""
            : " (line %d, column %d)".formatted(where.getLineNr(), where.getColumnNr());
    return "the body is not the JSON expected%s: %s".formatted(place, what);
  }

  private static String path(JsonMappingException mapping) {
    return mapping.getPath().stream()
        .map(
            step -> step.getFieldName() == null ? "[" + step.getIndex() + "]" : step.getFieldName())
        .collect(Collectors.joining("."));
  }
}
