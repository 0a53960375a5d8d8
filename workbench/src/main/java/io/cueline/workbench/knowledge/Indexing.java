package io.cueline.workbench.knowledge;

import io.cueline.schemas.KnowledgeArticle;
import io.cueline.topology.knowledge.embedding.Embedder;
import io.cueline.topology.knowledge.index.ArticleIndex;
import io.cueline.topology.knowledge.index.ArticleIndex.Outcome;
import io.cueline.topology.knowledge.index.ArticleTexts;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Articles put into an index with their vectors; those that are in it already are left as they are.
 */
public final class Indexing {

  /** Embedded together. */
  private static final int BATCH = 64;

  private final ArticleIndex index;
  private final Embedder embedder;
  private final Consumer<String> refused;

  /**
   * @param refused told of each article that cannot be indexed, and why
   */
  public Indexing(ArticleIndex index, Embedder embedder, Consumer<String> refused) {
    this.index = index;
    this.embedder = embedder;
    this.refused = refused;
  }

  /** Found when this returns. */
  public void add(List<KnowledgeArticle> articles, Progress progress) {
    for (int from = 0; from < articles.size(); from += BATCH) {
      List<KnowledgeArticle> batch =
          articles.subList(from, Math.min(articles.size(), from + BATCH));
      addBatch(batch);
      progress.step(batch.size());
    }
    index.refresh();
  }

  private void addBatch(List<KnowledgeArticle> batch) {
    List<KnowledgeArticle> fresh = new ArrayList<>();
    List<List<String>> texts = new ArrayList<>();
    for (KnowledgeArticle article : batch) {
      if (!index.hasVectors(article.getId(), article.getHash())) {
        Outcome outcome = index.put(article.getId(), article);
        if (outcome instanceof Outcome.Refused(String reason)) {
          refused.accept("article '%s' left out: %s".formatted(article.getId(), reason));
        } else {
          fresh.add(article);
          texts.add(ArticleTexts.of(article));
        }
      }
    }
    List<float[]> vectors = embedder.embed(texts.stream().flatMap(List::stream).toList());
    int at = 0;
    for (int each = 0; each < fresh.size(); each++) {
      int count = texts.get(each).size();
      index.put(fresh.get(each).getId(), fresh.get(each), vectors.subList(at, at + count));
      at += count;
    }
  }
}
