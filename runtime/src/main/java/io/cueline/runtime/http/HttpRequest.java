package io.cueline.runtime.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A request, read whole.
 *
 * @param method upper case
 * @param path as sent, without the query
 * @param pathValues what stood in the places of the route's {@code {names}}, decoded
 * @param query decoded; of a repeated name the first
 * @param headers by lower-case name; repeated ones joined by commas
 * @param body empty where there was none
 */
@SuppressWarnings("ArrayRecordComponent") // read once by its handler, never compared
public record HttpRequest(
    String method,
    String path,
    Map<String, String> pathValues,
    Map<String, String> query,
    Map<String, String> headers,
    byte[] body) {

  public HttpRequest {
    pathValues = Map.copyOf(pathValues);
    query = Map.copyOf(query);
    headers = Map.copyOf(headers);
  }

  /**
   * @throws IllegalArgumentException where the route has no such name
   */
  public String pathValue(String name) {
    String value = pathValues.get(name);
    if (value == null) {
      throw new IllegalArgumentException("the route has no {" + name + "}");
    }
    return value;
  }

  public Optional<String> queryValue(String name) {
    return Optional.ofNullable(query.get(name));
  }

  /** Of any case. */
  public Optional<String> header(String name) {
    return Optional.ofNullable(headers.get(name.toLowerCase(Locale.ROOT)));
  }

  public String text() {
    return new String(body, StandardCharsets.UTF_8);
  }

  /**
   * @throws HttpFailure 400 where the body is no JSON, saying where
   */
  public JsonNode json() {
    return json(JsonNode.class);
  }

  /**
   * @throws HttpFailure 400 where the body is no JSON of that form, saying where
   */
  public <T> T json(Class<T> type) {
    try {
      T value = body.length == 0 ? null : Json.MAPPER.readValue(body, type);
      if (value == null) {
        throw HttpFailure.badRequest("the body is empty; JSON is expected");
      }
      return value;
    } catch (JsonProcessingException wrong) {
      throw HttpFailure.badRequest(Json.complaint(wrong));
    } catch (IOException impossible) {
      throw new IllegalStateException("reading from memory failed", impossible);
    }
  }
}
