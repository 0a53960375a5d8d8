package io.cueline.topology.knowledge.index;

import io.cueline.schemas.KnowledgeVectors;
import io.cueline.topology.knowledge.index.ArticleIndex.Outcome;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Vectors on their way into the index. The two topics have no order between them: vectors may come
 * before the article they are of, and those of a text that is no more come as well. One thread.
 */
final class VectorInbox {

  private final ArticleIndex index;
  private final Map<String, KnowledgeVectors> early = new LinkedHashMap<>();

  VectorInbox(ArticleIndex index) {
    this.index = index;
  }

  /** Whether it changed the index. */
  boolean take(KnowledgeVectors vectors) {
    if (!vectors.getModel().equals(index.model().orElse(""))) {
      return false;
    }
    return switch (put(vectors)) {
      case Outcome.Indexed indexed -> {
        early.remove(vectors.getArticleId());
        yield true;
      }
      case Outcome.Unchanged unchanged -> false;
      case Outcome.Refused refused -> {
        early.put(vectors.getArticleId(), vectors);
        yield false;
      }
    };
  }

  /** What still waits is of no article once all articles that were there are known. */
  boolean settle() {
    boolean changed = false;
    for (KnowledgeVectors vectors : early.values()) {
      changed |= put(vectors) instanceof Outcome.Indexed;
    }
    early.clear();
    return changed;
  }

  boolean isEmpty() {
    return early.isEmpty();
  }

  private Outcome put(KnowledgeVectors vectors) {
    List<float[]> all = new ArrayList<>();
    for (List<Float> numbers : vectors.getVectors()) {
      float[] vector = new float[numbers.size()];
      for (int at = 0; at < vector.length; at++) {
        vector[at] = numbers.get(at);
      }
      all.add(vector);
    }
    return index.putVectors(vectors.getArticleId(), vectors.getHash(), all);
  }
}
