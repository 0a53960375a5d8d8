package io.cueline.runtime.http;

import io.cueline.runtime.settings.Setting;
import java.util.List;
import java.util.Optional;

/** What can be set about a service's HTTP server. */
public final class HttpSettings {

  public static final Setting<Integer> PORT =
      Setting.number(
          "http.port", 8080, 0, 65_535, "where the service listens, 0 for any free port");
  public static final Setting<String> HOST =
      Setting.text(
          "http.host", "127.0.0.1", "the address the service listens on; 0.0.0.0 for all of them");
  public static final Setting<Optional<String>> TOKENS =
      Setting.secret(
          "http.tokens", "bearer tokens that open the secured routes, several with commas");
  public static final Setting<Integer> MAX_BODY =
      Setting.number(
          "http.max-body-bytes", 1_048_576, 1_024, 1_073_741_824, "the largest request body");

  public static final List<Setting<?>> ALL = List.of(PORT, HOST, TOKENS, MAX_BODY);

  private HttpSettings() {}
}
