package io.cueline.topology.knowledge;

import io.cueline.schemas.KnowledgeArticle;
import io.cueline.topology.knowledge.embedding.Embedder;
import io.cueline.topology.knowledge.index.ArticleIndex;
import io.cueline.topology.knowledge.index.ArticleTexts;
import io.cueline.topology.knowledge.vectors.ArticleVectors;
import java.util.ArrayList;
import java.util.List;

/** Articles' passages by the model that questions are compared by. */
public final class PassageEmbedding implements ArticleVectors {

  private final Embedder embedder;
  private final ArticleIndex index;

  public PassageEmbedding(Embedder embedder, ArticleIndex index) {
    this.embedder = embedder;
    this.index = index;
  }

  @Override
  public List<List<float[]>> of(List<KnowledgeArticle> articles) {
    List<List<String>> texts =
        articles.stream()
            .map(
                article ->
                    ArticleIndex.refusal(article).isPresent()
                        ? List.<String>of()
                        : ArticleTexts.of(article))
            .toList();
    List<float[]> all = embedder.embed(texts.stream().flatMap(List::stream).toList());
    List<List<float[]>> vectors = new ArrayList<>();
    int from = 0;
    for (List<String> own : texts) {
      vectors.add(all.subList(from, from + own.size()));
      from += own.size();
    }
    return vectors;
  }

  /** Where there are articles, questions are sure to come: the first need not wait. */
  @Override
  public void prepare() {
    if (index.size() > 0) {
      embedder.embed("ready");
    }
  }

  @Override
  public String model() {
    return embedder.model();
  }

  @Override
  public int dimension() {
    return embedder.dimension();
  }
}
