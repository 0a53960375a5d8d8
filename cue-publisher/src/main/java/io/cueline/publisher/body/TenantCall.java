package io.cueline.publisher.body;

import java.util.Map;

/**
 * A call of the profile with everything filled in.
 *
 * @param pathValues for the names in its address
 * @param json the body
 */
public record TenantCall(String call, Map<String, String> pathValues, String json) {

  public TenantCall {
    pathValues = Map.copyOf(pathValues);
  }

  /** Without the body, which no log should hold. */
  @Override
  public String toString() {
    return "TenantCall[call=" + call + "]";
  }
}
