package io.cueline.workbench.knowledge;

import com.fasterxml.jackson.databind.JsonNode;
import io.cueline.schemas.KnowledgeArticle;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;

/**
 * Articles, a JSON object a line: {@code id}, {@code title}, {@code body}, perhaps {@code entity},
 * {@code url}. One without a title is known by its first line, one that is but a title says that;
 * one without an id the index refuses.
 */
public final class ArticleFile {

  private ArticleFile() {}

  /**
   * @throws io.cueline.runtime.service.StartupException naming the line that cannot be read
   */
  public static List<KnowledgeArticle> read(Path file) {
    return JsonLines.read(file, ArticleFile::article);
  }

  private static KnowledgeArticle article(JsonNode node) {
    String title = JsonLines.textOrEmpty(node.path("title"));
    String written = JsonLines.textOrEmpty(node.path(node.has("body") ? "body" : "content"));
    String body = written.isBlank() ? title : written;
    String entity = node.path("entity").textValue();
    return KnowledgeArticle.newBuilder()
        .setId(JsonLines.textOrEmpty(node.path("id")))
        .setTitle(title)
        .setBody(body)
        .setEntity(entity)
        .setUrl(node.path("url").textValue())
        .setHash(hash(title + "\n" + (entity == null ? "" : entity) + "\n" + body))
        .setFetchedAt(Instant.EPOCH)
        .build();
  }

  private static String hash(String text) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
