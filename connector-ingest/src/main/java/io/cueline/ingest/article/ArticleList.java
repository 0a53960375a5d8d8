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
  private static final int LONGEST_ADDRESS = 4_096;

  /** Longer ones are no article but a book or an accident, and no record of Kafka; UTF-16. */
  static final int LONGEST_TEXT = 200_000;

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
    Optional<String> entity = text(item, "entity").map(PlainText::of);
    long length = length(title) + length(body) + length(entity);
    if (length > LONGEST_TEXT) {
      String reason = "%d characters, at most %d".formatted(length, LONGEST_TEXT);
      skipped.add(new Skipped(Optional.of(id), reason));
      return;
    }
    Optional<String> url = text(item, "url").filter(at -> at.length() <= LONGEST_ADDRESS);
    Article article = new Article(id, title.orElse(""), body.orElse(""), url, entity);
    Article former = articles.put(id, article);
    if (former != null && !former.equals(article)) {
      skipped.add(
          new Skipped(Optional.of(id), "its id came again with another text, which counts"));
    }
  }

  private static long length(Optional<String> text) {
    return text.map(String::length).orElse(0);
  }

  private static Optional<String> text(JsonNode item, String field) {
    JsonNode value = item.path(field);
    return value.isTextual() && !value.textValue().isBlank()
        ? Optional.of(value.textValue())
        : Optional.empty();
  }
}
