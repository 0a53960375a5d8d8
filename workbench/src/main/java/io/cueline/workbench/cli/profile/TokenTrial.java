package io.cueline.workbench.cli.profile;

import io.cueline.cxone.call.CxoneClient;
import io.cueline.cxone.profile.CallSpec;
import io.cueline.cxone.profile.Profile;
import io.cueline.cxone.profile.TokenPlace;
import io.cueline.cxone.token.Credentials;
import io.cueline.cxone.token.TokenException;
import io.cueline.runtime.settings.CxoneSettings;
import io.cueline.runtime.settings.Settings;
import java.time.InstantSource;
import java.util.Optional;
import java.util.TreeMap;

/** Whether the token endpoint gives a token for the credentials that are set. */
final class TokenTrial {

  private static final String WHERE = "auth";

  private TokenTrial() {}

  /** Asks once. */
  static Finding of(Profile profile, Settings settings) throws InterruptedException {
    Optional<String> id = settings.get(CxoneSettings.CLIENT_ID);
    Optional<String> secret = settings.get(CxoneSettings.CLIENT_SECRET);
    if (id.isEmpty() || secret.isEmpty()) {
      return Finding.warning(
          WHERE,
          "no credentials are set, so no token was asked for",
          "set %s and %s (the secret by the environment: %s)"
              .formatted(
                  CxoneSettings.CLIENT_ID.key(),
                  CxoneSettings.CLIENT_SECRET.key(),
                  CxoneSettings.CLIENT_SECRET.environmentName()));
    }
    Optional<Credentials.AccessKey> accessKey =
        settings
            .get(CxoneSettings.ACCESS_KEY_ID)
            .map(
                key ->
                    new Credentials.AccessKey(
                        key, settings.get(CxoneSettings.ACCESS_KEY_SECRET).orElse("")));
    try (CxoneClient client =
        CxoneClient.create(
            profile, new Credentials(id.get(), secret.get(), accessKey), InstantSource.system())) {
      client.tokens().token(scope(profile));
      return Finding.ok(WHERE, "%s gives a token".formatted(profile.auth().tokenUrl()));
    } catch (IllegalArgumentException lacking) {
      return Finding.error(
          WHERE,
          String.valueOf(lacking.getMessage()),
          "set %s and %s"
              .formatted(CxoneSettings.ACCESS_KEY_ID.key(), CxoneSettings.ACCESS_KEY_SECRET.key()));
    } catch (TokenException refused) {
      return Finding.error(
          WHERE,
          "no token: " + refused.getMessage(),
          "check the client's id and secret, and that it is enabled for this address");
    }
  }

  /** The common one serves all; without one, the first that is needed. */
  private static String scope(Profile profile) {
    return profile.auth().scopes().isEmpty()
        ? new TreeMap<>(profile.calls())
            .values().stream()
                .filter(call -> !(call.token() instanceof TokenPlace.Nowhere))
                .map(CallSpec::scope)
                .findFirst()
                .orElse("")
        : profile.auth().scopes().text();
  }
}
