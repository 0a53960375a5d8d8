package io.cueline.ingest.article;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;

/**
 * An article as it is kept.
 *
 * @param id the tenant's
 * @param body plain text
 * @param url where it stands, where known
 * @param entity what it is about, where the collection says so
 */
public record Article(
    String id, String title, String body, Optional<String> url, Optional<String> entity) {

  public Article {
    if (id.isBlank()) {
      throw new IllegalArgumentException("an article needs an id");
    }
  }

  /** SHA-256 of title, entity and body, 64 hexadecimal digits. */
  public String hash() {
    MessageDigest digest;
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java has SHA-256", impossible);
    }
    for (String part : new String[] {title, entity.orElse(""), body}) {
      digest.update(part.getBytes(StandardCharsets.UTF_8));
      // No text holds this byte, so no two articles run together into the same bytes.
      digest.update((byte) 0xFF);
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  /** What tells it from an earlier version of itself. */
  public String version() {
    return hash() + url.map(address -> " " + address).orElse("");
  }
}
