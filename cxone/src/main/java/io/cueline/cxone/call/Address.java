package io.cueline.cxone.call;

import io.cueline.cxone.profile.CallSpec;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The address of a call with its values filled in. */
final class Address {

  private Address() {}

  /**
   * @return empty when a value cannot stand in a path: it is empty, or dots that would lead to
   *     another address
   * @throws IllegalArgumentException when a value is missing, or there is no place for one
   */
  static Optional<String> of(CallSpec call, Map<String, String> values) {
    String url = call.url();
    for (String name : call.pathNames()) {
      @Nullable String value = values.get(name);
      if (value == null) {
        throw new IllegalArgumentException(
            "call %s needs a value for {%s}".formatted(call.name(), name));
      }
      if (value.isEmpty() || value.equals(".") || value.equals("..")) {
        return Optional.empty();
      }
      url = url.replace("{" + name + "}", percentEncoded(value));
    }
    return Optional.of(url);
  }

  static String percentEncoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
