package io.cueline.runtime.settings;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** How a service reaches its tenant: the same for every service that calls it. */
public final class CxoneSettings {

  public static final Setting<String> PROFILE =
      Setting.text(
          "cxone.profile", "simulator", "how the tenant is wired: a shipped profile, or a file");
  public static final Setting<Map<String, String>> VARIABLES =
      new Setting<>(
          "cxone.variables",
          Optional.of(""),
          CxoneSettings::pairs,
          "values for the profile's {placeholders}, name=value with semicolons",
          false);
  public static final Setting<Optional<String>> CLIENT_ID =
      Setting.optional("cxone.client-id", "the OAuth client's id");
  public static final Setting<Optional<String>> CLIENT_SECRET =
      Setting.secret("cxone.client-secret", "the OAuth client's secret");
  public static final Setting<Optional<String>> ACCESS_KEY_ID =
      Setting.optional("cxone.access-key-id", "of the password variant");
  public static final Setting<Optional<String>> ACCESS_KEY_SECRET =
      Setting.secret("cxone.access-key-secret", "of the password variant");

  public static final List<Setting<?>> ALL =
      List.of(PROFILE, VARIABLES, CLIENT_ID, CLIENT_SECRET, ACCESS_KEY_ID, ACCESS_KEY_SECRET);

  private CxoneSettings() {}

  private static Map<String, String> pairs(String text) {
    Map<String, String> pairs = new HashMap<>();
    for (String pair : text.split(";", -1)) {
      int equals = pair.indexOf('=');
      if (equals > 0) {
        pairs.put(pair.substring(0, equals).strip(), pair.substring(equals + 1).strip());
      } else if (!pair.isBlank()) {
        throw new IllegalArgumentException("expected name=value pairs with semicolons");
      }
    }
    return Map.copyOf(pairs);
  }
}
