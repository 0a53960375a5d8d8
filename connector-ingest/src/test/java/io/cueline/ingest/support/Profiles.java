package io.cueline.ingest.support;

import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A tenant whose streams are those of {@link FakeTenant#flow}. */
final class Profiles {

  private static final String HEAD =
      """
      name: several
      variables:
        tenant: simulated
        tenantUrl: http://localhost:8090
        poll: 5s
      tenant: "{tenant}"
      auth:
        variant: basic
        token-url: "{tenantUrl}/oauth/token"
        refresh-before: 60s
      calls:
        list:
          method: GET
          url: "{tenantUrl}/api/v2/knowledge/articles"
          scope: knowledge:read
          success: [200, 206]
      limits:
        per-minute: 100
      knowledge:
        list: list
        poll: "{poll}"
      streams:
      """;

  private Profiles() {}

  /** The first decides. */
  static String reading(String... names) {
    return Stream.of(names)
        .map(name -> stream(name, name.equals(names[0]) ? "[compliance, knowledge]" : "[]"))
        .collect(Collectors.joining("", HEAD, ""));
  }

  private static String stream(String name, String decides) {
    return """
      - name: %1$s
        dialect: transcription
        url: "{tenantUrl}/streams/%1$s"
        token: {query: access_token}
        scope: transcription
        decides: %2$s
    """
        .formatted(name, decides);
  }
}
