package io.cueline.workbench.tenant.rest;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A call as it came in.
 *
 * @param path percent-encoded
 * @param query decoded, the last of equal names
 * @param rawQuery percent-encoded, without the question mark; empty where there is none
 * @param headers names in lower case, the first of equal names
 */
record TenantCall(
    String method,
    String path,
    Map<String, String> query,
    String rawQuery,
    Map<String, String> headers,
    String body) {

  Optional<String> header(String lowerCaseName) {
    return Optional.ofNullable(headers.get(lowerCaseName));
  }

  Optional<String> bearer() {
    return header("authorization")
        .filter(value -> value.regionMatches(true, 0, "Bearer ", 0, 7))
        .map(value -> value.substring(7).strip());
  }

  /**
   * Names and values of {@code a=b&c=d}.
   *
   * @throws IllegalArgumentException for a broken percent-encoding
   */
  static Map<String, String> form(String encoded) {
    Map<String, String> values = new HashMap<>();
    for (String pair : encoded.split("&", -1)) {
      int equals = pair.indexOf('=');
      if (!pair.isEmpty()) {
        String name = equals < 0 ? pair : pair.substring(0, equals);
        String value = equals < 0 ? "" : pair.substring(equals + 1);
        values.put(decoded(name), decoded(value));
      }
    }
    return values;
  }

  private static String decoded(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }

  /** A whole number of the query, or the default where it is absent or none. */
  long number(String name, long otherwise) {
    String value = query.getOrDefault(name, "");
    return value.matches("\\d{1,18}") ? Long.parseLong(value) : otherwise;
  }
}
