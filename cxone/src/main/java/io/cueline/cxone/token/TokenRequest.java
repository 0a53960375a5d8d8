package io.cueline.cxone.token;

import io.cueline.cxone.profile.AuthSpec;
import io.cueline.cxone.profile.Scopes;
import io.cueline.cxone.token.Credentials.AccessKey;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What is sent to ask for a token: pure, by variant (contract, section 1).
 *
 * <p>Form values are percent-encoded. Those of HTTP Basic travel as they are: RFC 6749 (2.3.1)
 * would have them encoded first, but a server that does not decode them would then refuse keys with
 * a {@code =}, while one that does reads them right either way.
 *
 * @param authorization value of that header, for the variants with HTTP Basic
 * @param form body, {@code application/x-www-form-urlencoded}
 */
record TokenRequest(Optional<String> authorization, String form) {

  /**
   * @param asked empty for variants that ask for none
   */
  static TokenRequest of(AuthSpec auth, Credentials credentials, Scopes asked) {
    Map<String, String> fields = new LinkedHashMap<>();
    return switch (auth.variant()) {
      case BASIC -> {
        fields.put("grant_type", "client_credentials");
        yield new TokenRequest(Optional.of(basic(credentials)), encoded(fields));
      }
      case FORM, FORM_SCOPE -> {
        fields.put("grant_type", "client_credentials");
        fields.put("client_id", credentials.clientId());
        fields.put("client_secret", credentials.clientSecret());
        if (!asked.isEmpty()) {
          fields.put("scope", asked.text());
        }
        yield new TokenRequest(Optional.empty(), encoded(fields));
      }
      case PASSWORD -> {
        AccessKey key = accessKey(credentials);
        fields.put("grant_type", "password");
        fields.put("username", key.id());
        fields.put("password", key.secret());
        yield new TokenRequest(Optional.of(basic(credentials)), encoded(fields));
      }
    };
  }

  /**
   * Finds out before the first request that the credentials cannot serve the variant.
   *
   * @throws IllegalArgumentException with the mend
   */
  static void check(AuthSpec auth, Credentials credentials) {
    TokenRequest unused = of(auth, credentials, auth.scopes());
    if (unused.form.isEmpty()) {
      throw new IllegalStateException("a token request without a form");
    }
  }

  @Override
  public String toString() {
    return "TokenRequest[]";
  }

  private static AccessKey accessKey(Credentials credentials) {
    return credentials
        .accessKey()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "auth variant password needs an access key: set its id and secret beside the"
                        + " client's"));
  }

  private static String basic(Credentials credentials) {
    if (credentials.clientId().contains(":")) {
      throw new IllegalArgumentException(
          "a client id with ':' cannot travel in HTTP Basic: use another auth variant");
    }
    String pair = credentials.clientId() + ":" + credentials.clientSecret();
    return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
  }

  private static String encoded(Map<String, String> fields) {
    return fields.entrySet().stream()
        .map(field -> field.getKey() + "=" + percentEncoded(field.getValue()))
        .collect(Collectors.joining("&"));
  }

  private static String percentEncoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
