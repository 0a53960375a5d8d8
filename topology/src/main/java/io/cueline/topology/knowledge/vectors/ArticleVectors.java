package io.cueline.topology.knowledge.vectors;

import io.cueline.schemas.KnowledgeArticle;
import java.util.List;

/** From an article to what of it can be compared with a question. Thread-safe. */
public interface ArticleVectors {

  /**
   * Of each article, in order, one vector a passage, {@link #dimension} numbers each; none where it
   * cannot be indexed.
   *
   * @throws RuntimeException where the model fails on one of the texts
   */
  List<List<float[]>> of(List<KnowledgeArticle> articles);

  /** Loads what it needs, if it is likely to be needed soon. */
  void prepare();

  /** Name and version of the model. */
  String model();

  int dimension();
}
