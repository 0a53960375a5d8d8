package io.cueline.topology.knowledge.vectors;

import io.cueline.schemas.KnowledgeArticle;
import java.util.List;

/** From an article to what of it can be compared with a question. Thread-safe. */
public interface ArticleVectors {

  /**
   * One vector a passage, {@link #dimension} numbers each; none where the article cannot be
   * indexed.
   *
   * @throws RuntimeException where the model fails on this text
   */
  List<float[]> of(KnowledgeArticle article);

  /** Name and version of the model. */
  String model();

  int dimension();
}
