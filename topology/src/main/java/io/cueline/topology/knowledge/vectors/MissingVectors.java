package io.cueline.topology.knowledge.vectors;

import io.cueline.schemas.KnowledgeArticle;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * When to try again what has no vectors. Those of an article just embedded are on their way: only
 * what had none the last time either is tried. One thread.
 */
final class MissingVectors {

  private static final Duration LONGEST = Duration.ofHours(1);

  private final EmbeddedArticles articles;
  private final Duration first;
  private Duration pause;
  private long since = System.nanoTime();
  private Set<String> seen = new HashSet<>();

  MissingVectors(EmbeddedArticles articles, Duration first) {
    this.articles = articles;
    this.first = first;
    this.pause = first;
  }

  /**
   * @param now nanoseconds, as {@link System#nanoTime}
   * @param ours whether the article of that id is ours to embed
   * @return none until it is time again
   */
  List<KnowledgeArticle> due(long now, Predicate<String> ours) {
    if (now - since < pause.toNanos()) {
      return List.of();
    }
    since = now;
    Set<String> before = seen;
    seen = new HashSet<>();
    return articles.without().stream()
        .filter(article -> ours.test(article.getId()))
        .filter(article -> seen.add(article.getHash()) && before.contains(article.getHash()))
        .toList();
  }

  /** What a try came to: after a failure the next one waits twice as long. */
  void tried(boolean succeeded) {
    Duration longer = pause.multipliedBy(2);
    pause = succeeded ? first : longer.compareTo(LONGEST) < 0 ? longer : LONGEST;
  }
}
