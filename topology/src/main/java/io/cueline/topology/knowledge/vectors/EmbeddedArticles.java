package io.cueline.topology.knowledge.vectors;

import io.cueline.schemas.KnowledgeArticle;
import java.util.List;

/** Which articles have vectors of our model. Thread-safe. */
public interface EmbeddedArticles {

  /** Whether this very text has its vectors. */
  boolean has(KnowledgeArticle article);

  /** Some that have none, as far as is known here: those just embedded may be among them. */
  List<KnowledgeArticle> without();
}
