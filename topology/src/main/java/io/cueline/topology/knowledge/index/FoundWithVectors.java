package io.cueline.topology.knowledge.index;

import io.cueline.schemas.KnowledgeArticle;
import io.cueline.topology.knowledge.index.ArticleDocument.Content;
import io.cueline.topology.knowledge.vectors.EmbeddedArticles;
import java.util.List;

/** Which articles of an index can be found by their vectors. */
record FoundWithVectors(ArticleIndex index) implements EmbeddedArticles {

  @Override
  public boolean has(KnowledgeArticle article) {
    return index
        .search(searcher -> searcher.kept(article.getId()))
        .filter(kept -> kept.content().hash().equals(article.getHash()) && kept.vectors() > 0)
        .isPresent();
  }

  @Override
  public List<KnowledgeArticle> without() {
    return index.search(ArticleSearcher::withoutVectors).stream().map(Content::article).toList();
  }
}
