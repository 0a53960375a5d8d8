package io.cueline.publisher.body;

import java.util.Map;
import java.util.Optional;

/**
 * A call of the profile with everything filled in.
 *
 * @param pathValues for the names in its address
 * @param query parameters beside the address
 * @param json the body, where it has one
 */
public record TenantCall(
    String call, Map<String, String> pathValues, Map<String, String> query, Optional<String> json) {

  public TenantCall {
    pathValues = Map.copyOf(pathValues);
    query = Map.copyOf(query);
  }

  /** Without what is in it, which no log should hold. */
  @Override
  public String toString() {
    return "TenantCall[call=" + call + "]";
  }
}
