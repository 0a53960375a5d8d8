package io.cueline.workbench.tenant.stream;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** How the tenant shows who it is where it comes to the other side (2d, 2f). Holds a secret. */
public sealed interface Credential {

  /**
   * The headers of a request.
   *
   * @param body empty for a WebSocket's opening handshake
   */
  Map<String, String> headers(String method, String path, String body, Instant now);

  /** The same that nobody knows. */
  Credential wrong();

  /** It shows nothing. */
  record None() implements Credential {
    @Override
    public Map<String, String> headers(String method, String path, String body, Instant now) {
      return Map.of();
    }

    @Override
    public Credential wrong() {
      return new Bearer("nobody-knows-this");
    }
  }

  /** {@code Authorization: Bearer …}. */
  record Bearer(String token) implements Credential {
    @Override
    public Map<String, String> headers(String method, String path, String body, Instant now) {
      return Map.of("Authorization", "Bearer " + token);
    }

    @Override
    public Credential wrong() {
      return new Bearer("nobody-knows-this");
    }

    @Override
    public String toString() {
      return "Bearer";
    }
  }

  /** Decision 31: a signature over time, method, path and body. */
  record Hmac(String secret) implements Credential {
    @Override
    public Map<String, String> headers(String method, String path, String body, Instant now) {
      String time = Long.toString(now.getEpochSecond());
      String signed = String.join("\n", time, method, path, sha256(body));
      Map<String, String> headers = new LinkedHashMap<>();
      headers.put("X-Cueline-Timestamp", time);
      headers.put("X-Cueline-Signature", "sha256=" + hmac(signed));
      return headers;
    }

    private static String sha256(String text) {
      try {
        MessageDigest sha = MessageDigest.getInstance("SHA-256");
        return HexFormat.of().formatHex(sha.digest(text.getBytes(StandardCharsets.UTF_8)));
      } catch (GeneralSecurityException e) {
        throw new IllegalStateException("every JDK has SHA-256", e);
      }
    }

    private String hmac(String text) {
      try {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        return HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
      } catch (GeneralSecurityException e) {
        throw new IllegalStateException("every JDK has HmacSHA256", e);
      }
    }

    @Override
    public Credential wrong() {
      return new Hmac(secret + "-not");
    }

    @Override
    public String toString() {
      return "Hmac";
    }
  }
}
