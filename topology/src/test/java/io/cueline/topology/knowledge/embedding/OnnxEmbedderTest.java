package io.cueline.topology.knowledge.embedding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class OnnxEmbedderTest {

  private static OnnxEmbedder embedder;

  @BeforeAll
  static void open() {
    embedder = OnnxEmbedder.open(Transformer.MINI_LM);
  }

  @AfterAll
  static void close() {
    embedder.close();
  }

  @Test
  void nothingAndHugeTextsHaveAVectorToo() {
    for (String text : List.of("", "\u0000", "why ".repeat(100_000))) {
      assertThat(product(embedder.embed(text), embedder.embed(text))).isCloseTo(1, within(1e-4));
    }
  }

  @Test
  void whatMeansTheSameIsNearWithoutACommonWord() {
    float[] asked = embedder.embed("may I bring my dog along?");
    double pets = product(asked, embedder.embed("Are pets allowed?"));
    double pool = product(asked, embedder.embed("Is there a swimming pool?"));
    assertThat(pets).isGreaterThan(pool + 0.2);
  }

  @Test
  void manyTextsKeepTheirOrderAndHardlyDependOnEachOther() {
    List<String> texts = new ArrayList<>();
    for (int count = 0; count < 40; count++) {
      texts.add("the fee is %d euro".formatted(count) + " a month".repeat(count % 5));
    }
    List<float[]> together = embedder.embed(texts);
    for (int at = 0; at < texts.size(); at++) {
      assertThat(product(together.get(at), embedder.embed(texts.get(at)))).isGreaterThan(0.97);
    }
  }

  @Test
  void attentionIsPaidToThePiecesOfTheTextAndTheVectorIsTheSame() {
    String text = "uh so I lost my debit card";
    Attended read = embedder.read(text);
    assertThat(product(read.vector(), embedder.embed(text))).isCloseTo(1, within(1e-4));
    assertThat(read.looks()).hasSizeBetween(7, 9).allMatch(look -> look.attention() > 0);
    assertThat(read.looks().stream().mapToDouble(Attended.Look::attention).sum()).isLessThan(1.001);
    assertThat(read.looks().getLast())
        .matches(look -> text.substring(look.start(), look.end()).equals("card"));
    assertThat(embedder.read("").looks()).isEmpty();
    assertThat(embedder.read("why ".repeat(10_000)).looks()).hasSize(OnnxEmbedder.MAX_TOKENS - 2);
  }

  @Test
  void aClosedModelSaysSo() {
    OnnxEmbedder closed = OnnxEmbedder.open(Transformer.MINI_LM);
    closed.close();
    closed.close();
    assertThatIllegalStateException().isThrownBy(() -> closed.embed("hello"));
  }

  @Test
  void whatIsCachedIsNotEmbeddedAgainAndNobodySpoilsIt() {
    List<String> seen = new ArrayList<>();
    Embedder cached = new CachedEmbedder(counting(seen), 100);
    float[] first = cached.embed("the fee");
    first[0] = 7;
    List<float[]> again = cached.embed(List.of("the rate", "the fee", "the rate"));
    assertThat(seen).containsExactly("the fee", "the rate");
    assertThat(again.get(1)[0]).isNotEqualTo(7);
    assertThat(again.get(0)).isEqualTo(again.get(2));
  }

  private static Embedder counting(List<String> seen) {
    return new Embedder() {
      @Override
      public List<float[]> embed(List<String> texts) {
        seen.addAll(texts);
        return embedder.embed(texts);
      }

      @Override
      public String model() {
        return embedder.model();
      }

      @Override
      public int dimension() {
        return embedder.dimension();
      }

      @Override
      public void close() {}
    };
  }

  private static double product(float[] one, float[] other) {
    double sum = 0;
    for (int at = 0; at < one.length; at++) {
      sum += one[at] * other[at];
    }
    return sum;
  }
}
