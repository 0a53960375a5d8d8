package io.cueline.topology.knowledge.ranking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.cueline.topology.knowledge.ranking.Calibration.Evidence;
import io.cueline.topology.knowledge.ranking.Mix.Parts;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;

class MixTest {

  @Test
  void whatIsMissingCountsNothingAndNothingIsDividedByNothing() {
    assertThat(Mix.DEFAULT.score(Parts.NONE, Parts.NONE)).isZero();
    assertThat(Mix.DEFAULT.score(new Parts(-1, 3, 0, 0), new Parts(-1, 3, 0, 0))).isEqualTo(0.6);
    assertThatIllegalArgumentException().isThrownBy(() -> new Mix(1, 1, 1, 1, 1, 4, 0));
  }

  @Test
  void anEntityHardlyNamedCountsLittleThoughNoneIsSurer() {
    double hardly = Mix.DEFAULT.score(new Parts(-1, 0, 0, 1), new Parts(-1, 0, 0, 1));
    double surely = Mix.DEFAULT.score(new Parts(-1, 0, 0, 8), new Parts(-1, 0, 0, 8));
    assertThat(hardly).isLessThan(surely / 3);
  }

  @Test
  void whatWasSaidBeforeTellsWhatIsSpokenOfOnlyWhereNoEntityDoes() {
    Parts told = new Parts(-1, 0, 3, 0);
    assertThat(Mix.DEFAULT.score(told, new Parts(-1, 0, 3, 0))).isEqualTo(0.6);
    assertThat(Mix.DEFAULT.score(told, new Parts(-1, 0, 3, 8))).isZero();
  }

  @Test
  void wordsCountLittleWhereNoArticleHasMoreThanAFewOfTheQuestion() {
    Parts best = new Parts(-1, 1, 0, 0);
    assertThat(Mix.DEFAULT.forBestWords(0.5).score(best, best)).isEqualTo(0.6);
    assertThat(Mix.DEFAULT.forBestWords(0.15).score(best, best)).isLessThan(0.1);
    assertThat(Mix.WORDS.forBestWords(0.01).score(best, best)).isEqualTo(0.6);
  }

  @Property
  void moreOfAnythingNeverRanksLowerNorIsLessProbable(
      @ForAll @DoubleRange(min = 0, max = 1) double cosine,
      @ForAll @DoubleRange(min = 0, max = 1) double words,
      @ForAll @DoubleRange(min = 0, max = 1) double entity,
      @ForAll @DoubleRange(min = 0, max = 1) double more) {
    Parts best = new Parts(1, 2, 2, 3);
    double score = Mix.DEFAULT.score(new Parts(cosine, words, words, entity), best);
    assertThat(Mix.DEFAULT.score(new Parts(cosine, words + more, words + more, entity), best))
        .isGreaterThanOrEqualTo(score);
    assertThat(Mix.DEFAULT.score(new Parts(cosine, words, words, entity + more), best))
        .isGreaterThanOrEqualTo(score);
    Evidence less = new Evidence(cosine, words, words, words, words, entity);
    Evidence much =
        new Evidence(cosine + more, words + more, words + more, words + more, words, entity);
    assertThat(Calibration.of(much).probability(much))
        .isGreaterThanOrEqualTo(Calibration.of(less).probability(less))
        .isBetween(0.0, 1.0);
  }
}
