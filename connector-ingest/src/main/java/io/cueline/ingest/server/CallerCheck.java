package io.cueline.ingest.server;

import io.cueline.runtime.http.HttpFailure;
import io.cueline.runtime.http.HttpRequest;
import io.cueline.runtime.settings.Settings;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Who may push: bearers of one of our tokens, or who signs with the secret we share. The signature
 * is the HMAC-SHA256, in hexadecimal, of time, method, path and the body's SHA-256 in hexadecimal,
 * with line feeds between. Everything is compared so that the time taken tells nothing.
 */
public final class CallerCheck {

  static final String TIME = "X-Cueline-Timestamp";
  static final String SIGNATURE = "X-Cueline-Signature";

  /** How far a signature's time may be off, either way. */
  private static final Duration SKEW = Duration.ofMinutes(5);

  private static final String BEARER = "Bearer ";
  private static final String SCHEME = "sha256=";
  private static final String HMAC = "HmacSHA256";

  private final List<byte[]> tokens;
  private final Optional<byte[]> secret;
  private final InstantSource clock;

  CallerCheck(Optional<String> tokens, Optional<String> secret, InstantSource clock) {
    this.tokens =
        Arrays.stream(tokens.orElse("").split(",", -1))
            .map(String::strip)
            .filter(token -> !token.isEmpty())
            .map(token -> sha256(token.getBytes(StandardCharsets.UTF_8)))
            .toList();
    this.secret = secret.map(text -> text.getBytes(StandardCharsets.UTF_8));
    this.clock = clock;
  }

  public static CallerCheck of(Settings settings) {
    return new CallerCheck(
        settings.get(PushSettings.TOKENS),
        settings.get(PushSettings.HMAC_SECRET),
        InstantSource.system());
  }

  /**
   * @throws HttpFailure 401 or 403 with what to do about it
   */
  void admit(HttpRequest request) {
    if (tokens.isEmpty() && secret.isEmpty()) {
      throw new HttpFailure(
          403,
          "nobody may push to this service yet: set %s or %s"
              .formatted(
                  PushSettings.TOKENS.environmentName(),
                  PushSettings.HMAC_SECRET.environmentName()));
    }
    if (bearsToken(request)) {
      return;
    }
    String refusal =
        request.header(SIGNATURE).isPresent() && secret.isPresent()
            ? signatureRefusal(request, secret.get())
            : "this needs 'Authorization: Bearer …' with a token, or %s and %s"
                .formatted(TIME, SIGNATURE);
    if (!refusal.isEmpty()) {
      throw new HttpFailure(401, refusal);
    }
  }

  private boolean bearsToken(HttpRequest request) {
    String given = request.header("Authorization").orElse("");
    if (!given.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
      return false;
    }
    byte[] digest =
        sha256(given.substring(BEARER.length()).strip().getBytes(StandardCharsets.UTF_8));
    boolean found = false;
    for (byte[] each : tokens) {
      found |= MessageDigest.isEqual(each, digest);
    }
    return found;
  }

  /** Empty where it holds. */
  private String signatureRefusal(HttpRequest request, byte[] key) {
    String time = request.header(TIME).orElse("").strip();
    if (!isNow(time)) {
      return "%s must be the time in seconds since 1970, no more than 5 minutes off"
          .formatted(TIME);
    }
    String signed =
        String.join(
            "\n",
            time,
            request.method(),
            request.path(),
            HexFormat.of().formatHex(sha256(request.body())));
    byte[] expected = (SCHEME + hmac(key, signed)).getBytes(StandardCharsets.UTF_8);
    byte[] given = request.header(SIGNATURE).orElse("").strip().getBytes(StandardCharsets.UTF_8);
    return MessageDigest.isEqual(expected, given)
        ? ""
        : SIGNATURE
            + " does not fit: it is 'sha256=' and the HMAC-SHA256 in lower-case hexadecimal";
  }

  private boolean isNow(String time) {
    if (time.isEmpty() || time.length() > 12 || !time.chars().allMatch(c -> c >= '0' && c <= '9')) {
      return false;
    }
    Instant signedAt = Instant.ofEpochSecond(Long.parseLong(time));
    return Duration.between(signedAt, clock.instant()).abs().compareTo(SKEW) <= 0;
  }

  private static String hmac(byte[] key, String text) {
    try {
      Mac mac = Mac.getInstance(HMAC);
      mac.init(new SecretKeySpec(key, HMAC));
      return HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
    } catch (InvalidKeyException | NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java has HMAC-SHA256", impossible);
    }
  }

  private static byte[] sha256(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException("every Java has SHA-256", impossible);
    }
  }
}
