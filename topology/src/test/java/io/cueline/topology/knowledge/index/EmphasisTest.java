package io.cueline.topology.knowledge.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.cueline.topology.knowledge.embedding.Attended;
import io.cueline.topology.knowledge.embedding.Attended.Look;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class EmphasisTest {

  private final EnglishAnalysis analysis = new EnglishAnalysis();

  @Test
  void whereNoAttentionIsKnownAllWordsCountTheSame() {
    Emphasis none = Emphasis.of(List.of("wire transfer"), List.of(read(List.of())), analysis);
    assertThat(none.weight("wire")).isEqualTo(1);
    assertThat(none.attention("wire")).isZero();
    assertThat(Emphasis.NONE.weight("wire")).isEqualTo(1);
  }

  @Test
  void inASentenceTheyHardlyDifferAndInALongTextTheyDoWithinBounds() {
    String sentence = "wire transfer";
    // "wire" in two pieces.
    List<Look> looks = List.of(new Look(0, 2, 0.2f), new Look(2, 4, 0.4f), new Look(5, 13, 0.2f));
    Emphasis brief = Emphasis.of(List.of(sentence), List.of(read(looks)), analysis);
    assertThat(brief.attention("wire")).isEqualTo(1.5, within(1e-6));
    assertThat(brief.weight("wire")).isBetween(1f, 1.1f);

    List<String> parts = new ArrayList<>();
    List<Attended> read = new ArrayList<>();
    for (int part = 0; part < 50; part++) {
      parts.add(sentence);
      read.add(read(looks));
    }
    parts.add("weather");
    read.add(read(List.of(new Look(0, 7, 0.0001f))));
    Emphasis lengthy = Emphasis.of(parts, read, analysis);
    assertThat(lengthy.weight("wire")).isBetween(2f, 4f);
    assertThat(lengthy.weight("weather")).isEqualTo(0.1f);
  }

  @Test
  void aCardSaysWhichPhrasesMatchedTheOnesThatCarryTheQuestionFirst() {
    Set<String> found = Set.of("foreign", "transact", "fee", "card", "trip", "bank", "euro", "atm");
    String text = "my card on a trip, the foreign transaction fee and the fee; bank, euro, atm";
    List<String> phrases =
        KeyPhrases.of(
            analysis.terms(text), found, stem -> Set.of("fee", "trip").contains(stem) ? 2 : 1);
    assertThat(phrases)
        .containsExactly("trip", "foreign transaction fee", "card", "bank", "euro")
        .doesNotHaveDuplicates();
    assertThat(KeyPhrases.of(analysis.terms(text), Set.of(), _ -> 1)).isEmpty();
    assertThat(KeyPhrases.of(analysis.terms("fee, card"), found, _ -> 0))
        .containsExactly("fee", "card");
  }

  private static Attended read(List<Look> looks) {
    return new Attended(new float[] {1}, looks);
  }
}
