package io.cueline.cxone.profile;

import java.util.LinkedHashMap;
import java.util.Map;

/** The variables of a profile. */
final class Variables {

  private Variables() {}

  static Map<String, String> parse(String text) {
    Map<String, String> values = new LinkedHashMap<>();
    for (String part : text.split(";", -1)) {
      if (part.isBlank()) {
        continue;
      }
      int equals = part.indexOf('=');
      if (equals < 1) {
        throw new IllegalArgumentException(
            "expected name=value;name=value, such as region=api-eu;tenant=bank");
      }
      values.put(part.substring(0, equals).strip(), part.substring(equals + 1).strip());
    }
    return Map.copyOf(values);
  }
}
