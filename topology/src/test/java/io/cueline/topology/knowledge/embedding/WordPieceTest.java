package io.cueline.topology.knowledge.embedding;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class WordPieceTest {

  private static final Map<String, Integer> VOCABULARY = Transformer.BGE_SMALL.vocabulary();
  private static final Map<Integer, String> PIECES =
      VOCABULARY.entrySet().stream()
          .collect(Collectors.toMap(Map.Entry::getValue, Map.Entry::getKey));

  private final WordPiece pieces = new WordPiece(VOCABULARY);

  @Test
  void whatTheVocabularyLacksIsUnknownAndATextCannotSpellTheModelsMarks() {
    assertThat(pieces("\uD83E\uDD8Aa \u0604 x".repeat(1))).contains("[UNK]");
    assertThat(pieces("x".repeat(101))).containsExactly("[CLS]", "[UNK]", "[SEP]");
    assertThat(pieces("end [SEP] of"))
        .containsExactly("[CLS]", "end", "[", "sep", "]", "of", "[SEP]");
    assertThat(pieces("")).containsExactly("[CLS]", "[SEP]");
  }

  @Test
  void wordsAreCutAsTheModelsWereTaught() {
    assertThat(pieces("Überweisung's fée:\u200B $1,250.50 \u4F60\u597D"))
        .containsExactly(
            "[CLS]", "uber", "##wei", "##sun", "##g", "'", "s", "fee", ":", "$", "1", ",", "250",
            ".", "50", "[UNK]", "[UNK]", "[SEP]");
  }

  @Test
  void piecesPointBackIntoTheText() {
    String text = "My  Überweisung failed";
    List<String> words =
        pieces.tokens(text, 100).stream()
            .filter(token -> token.start() >= 0)
            .map(token -> text.substring(token.start(), token.end()))
            .toList();
    assertThat(words).containsExactly("My", "Über", "wei", "sun", "g", "failed");
  }

  @Property(tries = 300)
  void anyTextIsFramedBoundedAndPointsIntoItself(
      @ForAll String text, @ForAll @IntRange(min = 2, max = 20) int most) {
    List<Token> tokens = pieces.tokens(text, most);
    assertThat(tokens).hasSizeBetween(2, most);
    assertThat(tokens.getFirst().id()).isEqualTo(VOCABULARY.get("[CLS]"));
    assertThat(tokens.getLast().id()).isEqualTo(VOCABULARY.get("[SEP]"));
    int behind = 0;
    for (Token token : tokens.subList(1, tokens.size() - 1)) {
      assertThat(token.start()).isGreaterThanOrEqualTo(behind);
      assertThat(token.end()).isBetween(token.start() + 1, text.length());
      behind = token.start();
    }
  }

  @Test
  void aVocabularyWithoutTheMarksIsRefused() {
    Map<String, Integer> poor = new HashMap<>(VOCABULARY);
    poor.remove("[CLS]");
    org.assertj.core.api.Assertions.assertThatIllegalArgumentException()
        .isThrownBy(() -> new WordPiece(poor))
        .withMessageContaining("[CLS]");
  }

  private List<String> pieces(String text) {
    return pieces.tokens(text, 200).stream()
        .map(token -> PIECES.getOrDefault(token.id(), "?"))
        .toList();
  }
}
