package io.cueline.topology.knowledge.index;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cueline.schemas.KnowledgeArticle;
import io.cueline.schemas.Speaker;
import io.cueline.topology.knowledge.ranking.Question;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Articles and queries of the public collections, where they are there. */
final class Collections {

  record Query(String id, Question question, Set<String> relevant) {}

  private static final ObjectMapper JSON = new ObjectMapper();

  private Collections() {}

  static Path folder(String name) {
    Path root = Path.of("").toAbsolutePath();
    while (root != null && !Files.isDirectory(root.resolve("shared/data/knowledge"))) {
      root = root.getParent();
    }
    return (root == null ? Path.of("none") : root).resolve("shared/data/knowledge").resolve(name);
  }

  static List<KnowledgeArticle> articles(Path folder) {
    return lines(folder.resolve("articles.jsonl")).map(Collections::article).toList();
  }

  static List<Query> queries(Path folder) {
    return lines(folder.resolve("queries.jsonl")).map(Collections::query).toList();
  }

  private static KnowledgeArticle article(JsonNode node) {
    JsonNode entity = node.get("entity");
    return KnowledgeArticle.newBuilder()
        .setId(node.get("id").asText())
        .setTitle(node.get("title").asText())
        .setBody(node.get("body").asText())
        .setEntity(entity == null ? null : entity.asText())
        .setHash(Integer.toHexString(node.hashCode()))
        .setFetchedAt(Instant.EPOCH)
        .build();
  }

  private static Query query(JsonNode node) {
    Set<String> relevant = new HashSet<>();
    node.get("relevant").forEach(id -> relevant.add(id.asText()));
    List<String> history =
        node.path("history")
            .asText("")
            .lines()
            .map(line -> line.replaceFirst("^\\w+: ", ""))
            .toList();
    Question question =
        new Question(
            Speaker.CUSTOMER,
            node.get("text").asText(),
            history.subList(Math.max(0, history.size() - 12), history.size()));
    return new Query(node.get("id").asText(), question, relevant);
  }

  private static Stream<JsonNode> lines(Path file) {
    try {
      return Files.readAllLines(file).stream().map(Collections::parse);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private static JsonNode parse(String line) {
    try {
      return JSON.readTree(line);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
