package io.cueline.ingest.article;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;

/**
 * What the tenant answered to a poll.
 *
 * @param articles by id, in the order of the answer
 * @param skipped articles that cannot be used, each with the reason
 */
public record ArticleList(SequencedMap<String, Article> articles, List<Skipped> skipped) {

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final int LONGEST_ID = 512;

  /** An article that cannot be used; what is kept under its id, if anything, stays as it is. */
  public record Skipped(Optional<String> id, String reason) {}

  /** An answer read, or not. */
  public sealed interface Parsed {

    /** It could be read, at least in part. */
    record Read(ArticleList list) implements Parsed {}

    /** It is no list of articles. */
    record Unreadable(String reason) implements Parsed {}
  }

  /** Reads {@code {"items":[{"id","title","content" or "body","url"?,"entity"?}]}}. */
  public static Parsed parse(String json) {
    JsonNode root;
    try {
      root = JSON.readTree(json);
    } catch (JsonProcessingException wrong) {
      return new Parsed.Unreadable("the answer is no JSON");
    }
    JsonNode items = root.path("items");
    if (!items.isArray()) {
      return new Parsed.Unreadable("the answer has no list 'items'");
    }
    SequencedMap<String, Article> articles = new LinkedHashMap<>();
    List<Skipped> skipped = new ArrayList<>();
    for (JsonNode item : items) {
      take(item, articles, skipped);
    }
    return new Parsed.Read(new ArticleList(articles, skipped));
  }

  private static void take(JsonNode item, Map<String, Article> articles, List<Skipped> skipped) {
    JsonNode idNode = item.path("id");
    String id = idNode.isTextual() || idNode.isIntegralNumber() ? idNode.asText() : "";
    if (id.isBlank() || id.length() > LONGEST_ID) {
      skipped.add(new Skipped(Optional.empty(), "its id is missing or is none"));
      return;
    }
    Optional<String> title = text(item, "title").map(PlainText::of);
    Optional<String> body = text(item, "content").or(() -> text(item, "body")).map(PlainText::of);
    if (title.isEmpty() && body.isEmpty()) {
      skipped.add(new Skipped(Optional.of(id), "it has neither title nor content"));
      return;
    }
    articles.put(
        id,
        new Article(
            id, title.orElse(""), body.orElse(""), text(item, "url"), text(item, "entity")));
  }

  private static Optional<String> text(JsonNode item, String field) {
    JsonNode value = item.path(field);
    return value.isTextual() && !value.textValue().isBlank()
        ? Optional.of(value.textValue())
        : Optional.empty();
  }
}
