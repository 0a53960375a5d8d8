package io.cueline.runtime.http;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The tokens that open secured routes. Compared so that the time taken tells nothing. */
final class BearerTokens {

  private static final String SCHEME = "Bearer ";

  private final List<byte[]> digests;

  private BearerTokens(List<byte[]> digests) {
    this.digests = digests;
  }

  /**
   * @param configured several with commas; empty where nobody may pass
   */
  static BearerTokens of(Optional<String> configured) {
    return new BearerTokens(
        Arrays.stream(configured.orElse("").split(",", -1))
            .map(String::strip)
            .filter(token -> !token.isEmpty())
            .map(BearerTokens::digest)
            .toList());
  }

  /** Empty where the request may pass, else the refusal to send. */
  Optional<HttpReply> refusal(Optional<String> authorization) {
    if (digests.isEmpty()) {
      return Optional.of(
          HttpReply.error(
              403,
              "no token is configured for this service: set %s (%s in the settings file) to one of"
                      .formatted(HttpSettings.TOKENS.environmentName(), HttpSettings.TOKENS.key())
                  + " your own and send it as 'Authorization: Bearer …'"));
    }
    Optional<String> token =
        authorization
            .filter(value -> value.regionMatches(true, 0, SCHEME, 0, SCHEME.length()))
            .map(value -> value.substring(SCHEME.length()).strip());
    if (token.isEmpty()) {
      return Optional.of(unauthorized("this needs 'Authorization: Bearer …' with a token"));
    }
    return token.filter(this::known).isPresent()
        ? Optional.empty()
        : Optional.of(unauthorized("the token is not one of this service's"));
  }

  private boolean known(String token) {
    byte[] digest = digest(token);
    boolean found = false;
    for (byte[] each : digests) {
      found |= MessageDigest.isEqual(each, digest);
    }
    return found;
  }

  private static HttpReply unauthorized(String why) {
    return HttpReply.error(401, why).withHeader("WWW-Authenticate", "Bearer");
  }

  private static byte[] digest(String token) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java has SHA-256", impossible);
    }
  }
}
