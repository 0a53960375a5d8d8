package io.cueline.topology.knowledge.remote;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.cueline.topology.knowledge.ranking.Citation;
import io.cueline.topology.knowledge.ranking.PlainText;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Reads {@code {"entities":[{"id","title","score","url","body"}]}}, sorted by relevance. What
 * cannot be used of it is left out.
 */
final class SearchAnswer {

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final int LONGEST_ID = 512;
  private static final int LONGEST_TITLE = 300;

  /** Snippets are looked for no further down; UTF-16. */
  private static final int LONGEST_BODY = 20_000;

  private SearchAnswer() {}

  /**
   * @param most articles; those behind are the less relevant
   */
  static SearchResult parse(String json, int most) {
    JsonNode entities;
    try {
      entities = JSON.readTree(json).path("entities");
    } catch (JsonProcessingException wrong) {
      return new SearchResult.Failed("the search's answer is no JSON");
    }
    if (!entities.isArray()) {
      return new SearchResult.Failed("the search's answer has no list 'entities'");
    }
    double best = 1;
    for (JsonNode entity : entities) {
      best = Math.max(best, entity.path("score").asDouble(0));
    }
    List<RemoteArticle> articles = new ArrayList<>();
    Set<String> ids = new HashSet<>();
    for (JsonNode entity : entities) {
      if (articles.size() < most && ids.add(id(entity))) {
        take(entity, best, articles);
      }
    }
    return new SearchResult.Found(articles);
  }

  private static void take(JsonNode entity, double best, List<RemoteArticle> articles) {
    String id = id(entity);
    String body = plain(entity.path("body"), LONGEST_BODY);
    String title = plain(entity.path("title"), LONGEST_TITLE).replace('\n', ' ');
    if (id.isBlank() || id.length() > LONGEST_ID || (title.isEmpty() && body.isEmpty())) {
      return;
    }
    JsonNode said = entity.path("score");
    double score = said.isNumber() ? said.asDouble() / best : 1.0 / (articles.size() + 1);
    String shown =
        title.isEmpty() ? cut(body.lines().findFirst().orElse(id), LONGEST_TITLE) : title;
    String url = entity.path("url").asText("");
    articles.add(
        new RemoteArticle(
            id,
            shown,
            body.isEmpty() ? title : body,
            Citation.of(url, id),
            Double.isFinite(score) ? Math.clamp(score, 0, 1) : 0));
  }

  /** Ids may be strings or numbers. */
  private static String id(JsonNode entity) {
    JsonNode id = entity.path("id");
    return id.isTextual() || id.isIntegralNumber() ? id.asText() : "";
  }

  private static String plain(JsonNode text, int most) {
    // Cut before as well: of a text of megabytes nobody reads the end.
    return text.isTextual() ? cut(PlainText.of(cut(text.textValue(), 4 * most)), most) : "";
  }

  private static String cut(String text, int most) {
    if (text.length() <= most) {
      return text;
    }
    return text.substring(0, Character.isLowSurrogate(text.charAt(most)) ? most - 1 : most);
  }
}
