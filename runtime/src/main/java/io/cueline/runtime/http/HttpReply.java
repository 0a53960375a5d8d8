package io.cueline.runtime.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/**
 * An answer.
 *
 * @param contentType empty where there is no body
 * @param headers beside Content-Type and Content-Length
 */
@SuppressWarnings("ArrayRecordComponent") // written once, never compared
public record HttpReply(int status, String contentType, byte[] body, Map<String, String> headers) {

  private static final String JSON = "application/json";

  public HttpReply {
    headers = Map.copyOf(headers);
  }

  /**
   * @param value a {@code JsonNode}, map, list or record of such as Jackson writes unaided
   * @throws IllegalArgumentException where it cannot be written as JSON
   */
  public static HttpReply json(int status, Object value) {
    try {
      return new HttpReply(status, JSON, Json.MAPPER.writeValueAsBytes(value), Map.of());
    } catch (JsonProcessingException unwritable) {
      throw new IllegalArgumentException("no JSON can be made of it", unwritable);
    }
  }

  /** Plain text in UTF-8. */
  public static HttpReply text(int status, String text) {
    return of(status, "text/plain; charset=utf-8", text);
  }

  public static HttpReply html(String page) {
    return of(200, "text/html; charset=utf-8", page);
  }

  /** A body in UTF-8, of any kind. */
  public static HttpReply of(int status, String contentType, String body) {
    return new HttpReply(status, contentType, body.getBytes(StandardCharsets.UTF_8), Map.of());
  }

  /** No body: 204, 202, 304. */
  public static HttpReply empty(int status) {
    return new HttpReply(status, "", new byte[0], Map.of());
  }

  /** {@code {"error": message}}. */
  public static HttpReply error(int status, String message) {
    return json(status, Map.of("error", message));
  }

  public HttpReply withHeader(String name, String value) {
    Map<String, String> more = new HashMap<>(headers);
    more.put(name, value);
    return new HttpReply(status, contentType, body, more);
  }
}
