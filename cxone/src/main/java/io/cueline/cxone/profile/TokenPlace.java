package io.cueline.cxone.profile;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/** Where an access token travels. */
public sealed interface TokenPlace {

  /**
   * As a query parameter of the address.
   *
   * @param parameter its name, such as {@code access_token}
   */
  record Query(String parameter) implements TokenPlace {}

  /**
   * As {@code Bearer …} in a header.
   *
   * @param header its name, such as {@code Authorization}
   */
  record Header(String header) implements TokenPlace {}

  /** Nowhere: for those outside the tenant, who must never see its token. */
  record Nowhere() implements TokenPlace {}

  /** The address, with the token if it travels there. */
  default URI addTo(URI url, String accessToken) {
    return switch (this) {
      case Query(String parameter) -> {
        String separator = url.getRawQuery() == null ? "?" : "&";
        yield URI.create(
            url
                + separator
                + parameter
                + "="
                + URLEncoder.encode(accessToken, StandardCharsets.UTF_8));
      }
      case Header _, Nowhere _ -> url;
    };
  }

  /** The headers, with the token if it travels there. */
  default Map<String, String> addTo(Map<String, String> headers, String accessToken) {
    return switch (this) {
      case Header(String header) -> {
        Map<String, String> all = new HashMap<>(headers);
        all.put(header, "Bearer " + accessToken);
        yield Map.copyOf(all);
      }
      case Query _, Nowhere _ -> headers;
    };
  }
}
