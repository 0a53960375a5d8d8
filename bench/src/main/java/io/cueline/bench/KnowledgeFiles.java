package io.cueline.bench;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.cueline.schemas.KnowledgeArticle;
import io.cueline.schemas.Speaker;
import io.cueline.topology.knowledge.ranking.Question;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Articles and queries, a JSON object a line. */
final class KnowledgeFiles {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  /** As many turns as the topology keeps. */
  private static final int TURNS = 12;

  private KnowledgeFiles() {}

  /**
   * @throws IllegalStateException where the file cannot be read, with the line
   */
  static List<KnowledgeArticle> articles(Path file) {
    return lines(file).stream()
        .map(
            node ->
                article(
                    node.path("id").asText(),
                    node.path("title").asText(""),
                    node.path("body").asText(node.path("content").asText("")),
                    node.path("entity").asText("")))
        .toList();
  }

  static KnowledgeArticle article(String id, String title, String body, String entity) {
    String text = title + "\n" + entity + "\n" + body;
    return KnowledgeArticle.newBuilder()
        .setId(id)
        .setTitle(title)
        .setBody(body)
        .setEntity(entity.isEmpty() ? null : entity)
        .setHash(UUID.nameUUIDFromBytes(text.getBytes(StandardCharsets.UTF_8)).toString())
        .setFetchedAt(Instant.EPOCH)
        .build();
  }

  /**
   * @throws IllegalStateException where the file cannot be read, with the line
   */
  static List<Question> questions(Path file) {
    return lines(file).stream().map(KnowledgeFiles::question).toList();
  }

  private static Question question(JsonNode node) {
    List<String> history =
        node.path("history")
            .asText("")
            .lines()
            .map(line -> line.replaceFirst("^\\w+: ", ""))
            .toList();
    return new Question(
        Speaker.CUSTOMER,
        node.path("text").asText(),
        history.subList(Math.max(0, history.size() - TURNS), history.size()));
  }

  private static List<JsonNode> lines(Path file) {
    List<JsonNode> nodes = new ArrayList<>();
    try {
      for (String line : Files.readAllLines(file)) {
        if (!line.isBlank()) {
          nodes.add(JSON.readTree(line));
        }
      }
      return nodes;
    } catch (JsonProcessingException wrong) {
      throw new IllegalStateException(
          "%s, line %d is no JSON object".formatted(file, nodes.size() + 1), wrong);
    } catch (IOException unreadable) {
      throw new IllegalStateException(
          "cannot read " + file + ": " + unreadable.getMessage(), unreadable);
    }
  }
}
