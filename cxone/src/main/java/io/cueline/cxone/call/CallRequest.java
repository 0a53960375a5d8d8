package io.cueline.cxone.call;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What a call of the profile is made with. Immutable; each method returns a changed copy.
 *
 * @param call its name in the profile
 * @param pathValues for the names in its address; percent-encoded on the way
 * @param query parameters added to the address; percent-encoded on the way
 * @param headers beyond those every call carries
 * @param body JSON
 */
public record CallRequest(
    String call,
    Map<String, String> pathValues,
    Map<String, String> query,
    Map<String, String> headers,
    Optional<String> body,
    Optional<String> idempotencyKey) {

  public CallRequest {
    pathValues = Map.copyOf(pathValues);
    query = Map.copyOf(query);
    headers = Map.copyOf(headers);
  }

  public static CallRequest of(String call) {
    return new CallRequest(call, Map.of(), Map.of(), Map.of(), Optional.empty(), Optional.empty());
  }

  public CallRequest pathValue(String name, String value) {
    return new CallRequest(
        call, with(pathValues, name, value), query, headers, body, idempotencyKey);
  }

  public CallRequest query(String name, String value) {
    return new CallRequest(
        call, pathValues, with(query, name, value), headers, body, idempotencyKey);
  }

  public CallRequest header(String name, String value) {
    return new CallRequest(
        call, pathValues, query, with(headers, name, value), body, idempotencyKey);
  }

  public CallRequest body(String json) {
    return new CallRequest(call, pathValues, query, headers, Optional.of(json), idempotencyKey);
  }

  /** Our id of what is delivered, so that the tenant can recognise a repetition. */
  public CallRequest idempotencyKey(String key) {
    return new CallRequest(call, pathValues, query, headers, body, Optional.of(key));
  }

  /** Without body and values, which may hold what no log should. */
  @Override
  public String toString() {
    return "CallRequest[call=" + call + ", idempotencyKey=" + idempotencyKey.orElse("none") + "]";
  }

  private static Map<String, String> with(Map<String, String> map, String name, String value) {
    Map<String, String> changed = new LinkedHashMap<>(map);
    changed.put(name, value);
    return changed;
  }
}
