package io.cueline.topology.knowledge.ranking;

import static org.assertj.core.api.Assertions.assertThat;

import io.cueline.schemas.Card;
import io.cueline.schemas.Speaker;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class LookUpTest {

  private static final Pattern WORD = Pattern.compile("\\p{L}+");

  /** Every word is its own stem. */
  private static final Analysis WORDS =
      text ->
          WORD.matcher(text)
              .results()
              .map(
                  hit ->
                      new Term(
                          hit.group().toLowerCase(Locale.ROOT),
                          hit.group(),
                          hit.start(),
                          hit.end()))
              .toList();

  private final List<Candidate> articles = new ArrayList<>();

  @Test
  void noCardIsBetterThanABadOne() {
    article("weak", 0.2, 0.9, "the fee");
    article("elsewhere", 0.9, 0.05, "the fee");
    assertThat(ask("what is the fee", Set.of())).isInstanceOf(LookUp.Answer.NoAnswer.class);
    article("good", 0.5, 0.5, "the fee");
    assertThat(ask("thanks for the fee", Set.of())).isInstanceOf(LookUp.Answer.NothingAsked.class);
    assertThat(cards("what is the fee", Set.of())).extracting(Card::getId).containsExactly("good");
  }

  @Test
  void aCardShownIsNotShownAgainAndTheBestOfTheRestIsOnlyShownIfItIsNearlyAsGood() {
    article("first", 0.9, 0.9, "the fee");
    article("second", 0.6, 0.9, "the fee");
    article("third", 0.5, 0.9, "the fee");
    assertThat(cards("what is the fee", Set.of()))
        .extracting(Card::getId, Card::getPriority)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("first", 1),
            org.assertj.core.groups.Tuple.tuple("second", 2));
    assertThat(cards("what is the fee", Set.of("first")))
        .extracting(Card::getId)
        .containsExactly("second");
    assertThat(ask("what is the fee", Set.of("first", "second")))
        .isInstanceOf(LookUp.Answer.NoAnswer.class);
  }

  @Test
  void theSnippetIsThePassageThatAnswersAndNeverTooLong() {
    String body =
        "Our cards are many and dear to us.\nThe Silver card is grey. The Gold card has no foreign fee"
            + " at all. "
            + "More about it is told at great length. ".repeat(20);
    article("cards", 0.9, 0.9, body);
    Card card = cards("is there a foreign fee on the gold card", Set.of()).getFirst();
    assertThat(card.getSnippet())
        .startsWith("The Gold card has no foreign fee at all.")
        .endsWith("…")
        .hasSizeLessThanOrEqualTo(150);
  }

  @Test
  void aLongPassageIsCutAroundTheWordsThatAnswerAndNoCharacterIsHalved() {
    String body =
        "\uD83D\uDE00".repeat(90) + " the foreign fee is two percent " + "\uD83D\uDE00".repeat(200);
    article("emoji", 0.9, 0.9, body);
    String snippet = cards("what is the foreign fee", Set.of()).getFirst().getSnippet();
    assertThat(snippet).contains("foreign fee").hasSizeLessThanOrEqualTo(150);
    assertThat(snippet.chars().filter(c -> Character.isHighSurrogate((char) c)).count())
        .isEqualTo(snippet.chars().filter(c -> Character.isLowSurrogate((char) c)).count());
  }

  private void article(String id, double score, double coverage, String body) {
    articles.add(new Candidate(id, id, id, body, score, coverage, List.of("fee")));
    articles.sort(java.util.Comparator.comparingDouble(Candidate::score).reversed());
  }

  private List<Card> cards(String text, Set<String> shown) {
    return switch (ask(text, shown)) {
      case LookUp.Answer.Cards(List<Card> cards) -> cards;
      case LookUp.Answer.NothingAsked nothing -> List.of();
      case LookUp.Answer.NoAnswer none -> List.of();
    };
  }

  private LookUp.Answer ask(String text, Set<String> shown) {
    Retriever retriever =
        new Retriever() {
          @Override
          public List<Candidate> find(Question question, int limit) {
            return articles;
          }

          @Override
          public String name() {
            return "local";
          }
        };
    return new LookUp(retriever, WORDS, new CardRules(0.4, 0.1, 5))
        .answer(new Question(Speaker.CUSTOMER, text, List.of()), shown);
  }
}
