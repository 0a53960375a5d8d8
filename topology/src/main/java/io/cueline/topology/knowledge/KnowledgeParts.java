package io.cueline.topology.knowledge;

import io.cueline.runtime.settings.Settings;
import io.cueline.topology.knowledge.embedding.CachedEmbedder;
import io.cueline.topology.knowledge.embedding.Embedder;
import io.cueline.topology.knowledge.embedding.LazyEmbedder;
import io.cueline.topology.knowledge.index.ArticleIndex;
import io.cueline.topology.knowledge.ranking.CardRules;
import io.cueline.topology.knowledge.ranking.LookUp;

/** The look-up's parts as the settings have them, for whoever looks up without Kafka too. */
public final class KnowledgeParts {

  /** Texts whose vectors are remembered: some 40 MB at most. */
  private static final long CACHED_TEXTS = 20_000;

  private KnowledgeParts() {}

  /** Loaded when first used; to be closed by whoever asked for it. */
  public static LazyEmbedder model(Settings settings) {
    return new LazyEmbedder(settings.get(KnowledgeSettings.MODEL));
  }

  /** The same with a memory of what was embedded lately; closes what it is given. */
  static Embedder remembering(LazyEmbedder model) {
    return new CachedEmbedder(model, CACHED_TEXTS);
  }

  /** Of a question's local answer. */
  public static LookUp lookUp(Settings settings, ArticleIndex index) {
    CardRules rules =
        new CardRules(
            settings.get(KnowledgeSettings.MIN_SCORE) / 100.0,
            settings.get(KnowledgeSettings.MIN_COVERAGE) / 100.0,
            settings.get(KnowledgeSettings.CARDS));
    return new LookUp(index, index.analysis(), rules);
  }
}
