package io.cueline.publisher.desktop.token;

import io.cueline.runtime.settings.Setting;
import java.util.List;
import java.util.Optional;

/** What can be set of the desktop's tokens. */
public final class TokenSettings {

  public static final Setting<Optional<String>> SECRET =
      Setting.secret(
          "desktop.token-secret",
          "the secret that tokens of the desktop are signed with (HS256), 32 bytes at least");
  public static final Setting<Optional<String>> KEYS_URL =
      Setting.optional(
          "desktop.token-keys-url",
          "where the public keys are (JWKS) that tokens of the desktop are signed with (RS256,"
              + " ES256); https, but on this machine");
  public static final Setting<Optional<String>> AUDIENCE =
      Setting.optional("desktop.token-audience", "one of a token's aud, where set");
  public static final Setting<Optional<String>> ISSUER =
      Setting.optional("desktop.token-issuer", "a token's iss, where set");

  public static final List<Setting<?>> ALL = List.of(SECRET, KEYS_URL, AUDIENCE, ISSUER);

  private TokenSettings() {}
}
