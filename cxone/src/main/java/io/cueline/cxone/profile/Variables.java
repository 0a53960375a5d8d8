package io.cueline.cxone.profile;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The variables of a profile: what the file declares, and the values given for this run. */
final class Variables {

  /** What stands for a variable or, in a call's address, for a value of each request. */
  static final Pattern PLACEHOLDER = Pattern.compile("\\{([A-Za-z][A-Za-z0-9_-]*)}");

  private final Map<String, Optional<String>> values;

  private Variables(Map<String, Optional<String>> values) {
    this.values = values;
  }

  static Variables none() {
    return new Variables(Map.of());
  }

  /**
   * @param declared defaults by name; without one where a value must be given
   * @throws IllegalArgumentException when a given one is not declared
   */
  static Variables of(Map<String, Optional<String>> declared, Map<String, String> given) {
    Map<String, Optional<String>> values = new LinkedHashMap<>(declared);
    given.forEach(
        (name, value) -> {
          if (!declared.containsKey(name)) {
            throw new IllegalArgumentException(
                "there is no variable '%s'; declared are: %s"
                    .formatted(
                        name, declared.isEmpty() ? "none" : String.join(", ", declared.keySet())));
          }
          values.put(name, Optional.of(value));
        });
    return new Variables(values);
  }

  /**
   * Variables as one setting holds them.
   *
   * @throws IllegalArgumentException with what was expected
   */
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

  /**
   * Fills in the variables; what is none of them stays as it is.
   *
   * @throws IllegalArgumentException when one has no value, or they go in a circle
   */
  String fill(String text) {
    return fill(text, new ArrayDeque<>());
  }

  private String fill(String text, Deque<String> within) {
    return PLACEHOLDER
        .matcher(text)
        .replaceAll(match -> Matcher.quoteReplacement(value(match.group(1), within)));
  }

  private String value(String name, Deque<String> within) {
    if (!values.containsKey(name)) {
      return "{" + name + "}";
    }
    if (within.contains(name)) {
      throw new IllegalArgumentException("variable '" + name + "' is defined by itself");
    }
    String raw =
        values
            .getOrDefault(name, Optional.empty())
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "variable '%s' has no value: give one by the setting cxone.variables: %s=…"
                            .formatted(name, name)));
    within.push(name);
    String filled = fill(raw, within);
    within.pop();
    return filled;
  }
}
