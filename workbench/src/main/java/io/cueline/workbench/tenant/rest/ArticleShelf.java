package io.cueline.workbench.tenant.rest;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cueline.workbench.tenant.calls.Article;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The knowledge base behind {@code knowledge-list}. Each change gets a time stamp of whole seconds
 * that no earlier one has, so that {@code If-Modified-Since} never misses one. Thread safe.
 */
public final class ArticleShelf {

  private record Placed(Article article, Instant changed) {}

  private static final DateTimeFormatter HTTP_DATE =
      DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.US)
          .withZone(ZoneOffset.UTC);

  private final Map<String, Placed> articles = new LinkedHashMap<>();
  private final InstantSource now;
  private Instant lastModified;
  private boolean partial;

  public ArticleShelf(List<Article> articles, InstantSource now) {
    this.now = now;
    this.lastModified = now.instant().truncatedTo(ChronoUnit.SECONDS);
    articles.forEach(a -> this.articles.put(a.id(), new Placed(a, lastModified)));
  }

  /**
   * @param partialFromNowOn answer who asks for what is new with 206 and only that
   */
  public synchronized void change(
      List<Article> changed, List<String> removedIds, boolean partialFromNowOn) {
    partial = partialFromNowOn;
    if (changed.isEmpty() && removedIds.isEmpty()) {
      return;
    }
    Instant time = now.instant().truncatedTo(ChronoUnit.SECONDS);
    lastModified = time.isAfter(lastModified) ? time : lastModified.plusSeconds(1);
    removedIds.forEach(articles::remove);
    changed.forEach(a -> articles.put(a.id(), new Placed(a, lastModified)));
  }

  public synchronized int size() {
    return articles.size();
  }

  synchronized Answer list(Optional<String> ifModifiedSince) {
    Optional<Instant> since = ifModifiedSince.flatMap(ArticleShelf::date);
    if (since.isPresent() && !lastModified.isAfter(since.get())) {
      return Answer.empty(304).with("Last-Modified", HTTP_DATE.format(lastModified));
    }
    boolean part = partial && since.isPresent();
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    ArrayNode items = body.putArray("items");
    for (Placed placed : articles.values()) {
      if (!part || placed.changed().isAfter(since.get())) {
        items.add(json(placed.article()));
      }
    }
    return Answer.json(part ? 206 : 200, body)
        .with("Last-Modified", HTTP_DATE.format(lastModified));
  }

  /**
   * @param page from 1
   */
  synchronized Answer search(String question, int page, int pageSize) {
    List<Article> all = articles.values().stream().map(Placed::article).toList();
    return Answer.json(200, ArticleSearch.answer(all, question, page, pageSize));
  }

  private static ObjectNode json(Article article) {
    ObjectNode node =
        JsonNodeFactory.instance
            .objectNode()
            .put("id", article.id())
            .put("title", article.title())
            .put("content", article.body());
    article.url().ifPresent(url -> node.put("url", url));
    return node;
  }

  /** A date nobody can read is none, as HTTP has it. */
  private static Optional<Instant> date(String header) {
    try {
      return Optional.of(DateTimeFormatter.RFC_1123_DATE_TIME.parse(header, Instant::from));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }
}
