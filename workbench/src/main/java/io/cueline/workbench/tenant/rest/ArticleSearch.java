package io.cueline.workbench.tenant.rest;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cueline.workbench.tenant.calls.Article;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The look-up behind {@code knowledge-search}: an article's score is the share of the question's
 * rare words that it holds, those of its title counting twice. Pure.
 */
final class ArticleSearch {

  private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{N}]+");
  private static final int SHORTEST = 3;
  private static final double OF_TITLE = 2;

  private record Found(Article article, double score) {}

  private ArticleSearch() {}

  /**
   * @param page from 1
   */
  static ObjectNode answer(Collection<Article> articles, String question, int page, int pageSize) {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    ArrayNode entities = body.putArray("entities");
    ranked(articles, words(question)).stream()
        .skip((page - 1L) * pageSize)
        .limit(pageSize)
        .forEach(
            found -> {
              Article article = found.article();
              ObjectNode entity =
                  entities
                      .addObject()
                      .put("id", article.id())
                      .put("title", article.title())
                      .put("score", Math.round(found.score() * 1000) / 1000.0);
              article.url().ifPresent(url -> entity.put("url", url));
              entity.put("body", article.body());
            });
    return body;
  }

  private static List<Found> ranked(Collection<Article> articles, Set<String> asked) {
    Map<String, Integer> spread = new HashMap<>();
    Map<Article, Set<String>> all = new HashMap<>();
    for (Article article : articles) {
      Set<String> words = words(article.title() + " " + article.body());
      all.put(article, words);
      words.stream().filter(asked::contains).forEach(word -> spread.merge(word, 1, Integer::sum));
    }
    double most =
        asked.stream().mapToDouble(word -> rarity(word, spread, articles.size())).sum() * OF_TITLE;
    return articles.stream()
        .map(
            article -> {
              Set<String> title = words(article.title());
              Set<String> whole = all.getOrDefault(article, Set.of());
              double score =
                  asked.stream()
                      .filter(whole::contains)
                      .mapToDouble(
                          word ->
                              rarity(word, spread, articles.size())
                                  * (title.contains(word) ? OF_TITLE : 1))
                      .sum();
              return new Found(article, most == 0 ? 0 : score / most);
            })
        .filter(found -> found.score() > 0)
        .sorted(
            Comparator.comparingDouble(Found::score)
                .reversed()
                .thenComparing(found -> found.article().id()))
        .toList();
  }

  private static double rarity(String word, Map<String, Integer> spread, int articles) {
    return Math.log(1 + (double) articles / spread.getOrDefault(word, articles));
  }

  private static Set<String> words(String text) {
    Set<String> words = new HashSet<>();
    WORD.matcher(text.toLowerCase(Locale.ROOT))
        .results()
        .map(result -> result.group())
        .filter(word -> word.length() >= SHORTEST)
        .forEach(words::add);
    return words;
  }
}
