package io.cueline.topology.knowledge.index;

import static io.cueline.topology.knowledge.index.Articles.article;
import static org.assertj.core.api.Assertions.assertThat;

import io.cueline.schemas.KnowledgeArticle;
import io.cueline.schemas.Speaker;
import io.cueline.topology.knowledge.embedding.Embedder;
import io.cueline.topology.knowledge.embedding.LazyEmbedder;
import io.cueline.topology.knowledge.embedding.Transformer;
import io.cueline.topology.knowledge.index.ArticleIndex.Outcome;
import io.cueline.topology.knowledge.ranking.Candidate;
import io.cueline.topology.knowledge.ranking.Question;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VectorSearchTest {

  private static final KnowledgeArticle PETS =
      article("pets", "Animals", "Four-legged companions are welcome.");
  private static final KnowledgeArticle POOL =
      article("pool", "Swimming", "The water is heated all year.");

  /** Two meanings: animals, water. */
  private record Meanings(String model) implements Embedder {
    @Override
    public List<float[]> embed(List<String> texts) {
      return texts.stream().map(Meanings::vector).toList();
    }

    static float[] vector(String text) {
      boolean animals = text.matches("(?si).*(dog|companions).*");
      return animals ? new float[] {1, 0.1f, 0} : new float[] {0.1f, 1, 0};
    }

    @Override
    public int dimension() {
      return 3;
    }

    @Override
    public void close() {}
  }

  private static final Embedder MEANINGS = new Meanings("first");

  @TempDir private Path folder;

  @Test
  void whereThereAreNoArticlesNoModelReadsTheQuestion() {
    LazyEmbedder model = new LazyEmbedder(Transformer.MINI_LM);
    try (model;
        ArticleIndex index = open(model)) {
      assertThat(find(index, "can my dog come")).isEmpty();
      assertThat(model.isLoaded()).isFalse();
    }
  }

  @Test
  void vectorsThatAreNoneOfOursAreRefusedAndTheArticleIsFoundByItsWords() {
    try (ArticleIndex index = open(MEANINGS)) {
      index.put("pets", PETS);
      for (float[] wrong :
          List.of(new float[] {1, 0}, new float[3], new float[] {Float.NaN, 0, 1})) {
        assertThat(index.putVectors("pets", PETS.getHash(), List.of(wrong)))
            .isInstanceOf(Outcome.Refused.class);
      }
      assertThat(index.putVectors("pets", "another text", vectors(PETS)))
          .isInstanceOf(Outcome.Refused.class);
      assertThat(index.putVectors("nobody", PETS.getHash(), vectors(PETS)))
          .isInstanceOf(Outcome.Refused.class);
      index.refresh();
      assertThat(find(index, "companions")).containsExactly("pets");
      assertThat(find(index, "can my dog come")).isEmpty();
    }
  }

  @Test
  void whatMeansTheSameIsFoundWithoutACommonWordOnceItsVectorsCome() {
    try (ArticleIndex index = open(MEANINGS)) {
      index.put("pets", PETS);
      index.put("pool", POOL, vectors(POOL));
      assertThat(index.hasVectors("pets", PETS.getHash())).isFalse();
      assertThat(index.putVectors("pets", PETS.getHash(), vectors(PETS)))
          .isInstanceOf(Outcome.Indexed.class);
      assertThat(index.put("pets", PETS)).isInstanceOf(Outcome.Unchanged.class);
      assertThat(index.putVectors("pets", PETS.getHash(), vectors(PETS)))
          .isInstanceOf(Outcome.Unchanged.class);
      index.refresh();
      assertThat(index.size()).isEqualTo(2);
      assertThat(index.ids()).containsExactly("pets", "pool");
      assertThat(find(index, "can my dog come").getFirst()).isEqualTo("pets");
      index.remove("pets");
      index.refresh();
      assertThat(find(index, "can my dog come")).doesNotContain("pets");
      assertThat(index.size()).isEqualTo(1);
    }
  }

  @Test
  void theNearestOfManyPassagesSpeaksForALongArticle() {
    String dull = "The water is heated all year and every day of it. ".repeat(40);
    KnowledgeArticle house =
        article("house", "House rules", dull + "Four-legged companions are welcome.");
    assertThat(ArticleTexts.of(house)).hasSizeBetween(3, 16).allMatch(t -> t.startsWith("House"));
    try (ArticleIndex index = open(MEANINGS)) {
      index.put("house", house, vectors(house));
      index.put("pool", POOL, vectors(POOL));
      index.refresh();
      assertThat(find(index, "can my dog come").getFirst()).isEqualTo("house");
    }
  }

  @Test
  void aRestartKeepsTheVectorsAndAnotherModelBeginsAnew() {
    try (ArticleIndex index = open(MEANINGS)) {
      index.put("pets", PETS, vectors(PETS));
      index.commit(Map.of("offset-0", "1"));
    }
    try (ArticleIndex index = open(MEANINGS)) {
      assertThat(index.hasVectors("pets", PETS.getHash())).isTrue();
      assertThat(find(index, "can my dog come")).containsExactly("pets");
    }
    try (ArticleIndex index = open(new Meanings("second"))) {
      assertThat(index.size()).isZero();
      assertThat(index.progress()).isEmpty();
    }
  }

  private ArticleIndex open(Embedder embedder) {
    return ArticleIndex.open(folder, Optional.of(embedder));
  }

  private static List<float[]> vectors(KnowledgeArticle article) {
    return MEANINGS.embed(ArticleTexts.of(article));
  }

  private static List<String> find(ArticleIndex index, String text) {
    return index.find(new Question(Speaker.CUSTOMER, text, List.of()), 5).stream()
        .map(Candidate::id)
        .toList();
  }
}
