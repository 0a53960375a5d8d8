package io.cueline.ingest.article;

import static org.assertj.core.api.Assertions.assertThat;

import io.cueline.ingest.article.ArticleLedger.Change;
import io.cueline.ingest.article.ArticleLedger.Plan;
import io.cueline.ingest.article.ArticleList.Parsed;
import io.cueline.ingest.article.ArticleList.Skipped;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ArticleLedgerTest {

  private final ArticleLedger ledger = new ArticleLedger(Map.of());

  ArticleLedgerTest() {
    ledger.done(ledger.full(articles(10)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "no json", "[]", "{}", "{\"items\":{}}", "{\"items\":null}"})
  void anAnswerThatIsNoListDeletesNothing(String answer) {
    assertThat(ArticleList.parse(answer)).isInstanceOf(Parsed.Unreadable.class);
  }

  @Test
  void badArticlesAreSkippedWithAReason() {
    ArticleList list =
        read(
            """
            {"items":[{"title":"no id"},{"id":"a1"},{"id":{},"title":"x"},7,
              {"id":3,"title":"T","content":"<p>B</p>","url":"u","more":[1]},
              {"id":"b","title":"T","body":"B","entity":"e"}]}
            """);

    assertThat(list.articles().keySet()).containsExactly("3", "b");
    assertThat(list.articles().get("3"))
        .isEqualTo(new Article("3", "T", "B", Optional.of("u"), Optional.empty()));
    assertThat(list.skipped())
        .hasSize(4)
        .contains(new Skipped(Optional.of("a1"), "it has neither title nor content"));
  }

  @Test
  void whatIsNoArticleButABookIsRefusedAndKeepsNobodyFromTheOthers() {
    ArticleList list =
        read(
            """
            {"items":[{"id":"book","title":"T","content":"%s"},{"id":"a","title":"T","content":"B"}]}
            """
                .formatted("word ".repeat(2_000_000)));

    assertThat(list.articles().keySet()).containsExactly("a");
    assertThat(list.skipped())
        .singleElement()
        .satisfies(skipped -> assertThat(skipped.reason()).contains("at most 200000"));
  }

  @Test
  void anIdThatComesTwiceCountsAsTheLastAndIsReported() {
    ArticleList list =
        read(
            """
            {"items":[{"id":"a","title":"T","content":"first"},{"id":"a","title":"T","content":"last"},
              {"id":"b","title":"T","content":"same"},{"id":"b","title":"T","content":"same"}]}
            """);

    assertThat(list.articles().values()).extracting(Article::body).containsExactly("last", "same");
    assertThat(list.skipped())
        .containsExactly(
            new Skipped(Optional.of("a"), "its id came again with another text, which counts"));
  }

  @Test
  void whatReachesKafkaIsPlainText() {
    Article article =
        read("""
                {"items":[{"id":"h","title":"<b onclick=x()>Fees</b>","entity":"<i>Inn</i>",
                  "content":"<html><script>alert(1)</script><p>Low &amp; fair.</p></html>"}]}
                """)
            .articles()
            .sequencedValues()
            .getFirst();

    assertThat(article.title()).isEqualTo("Fees");
    assertThat(article.entity()).contains("Inn");
    assertThat(article.body()).isEqualTo("Low & fair.");
  }

  @Test
  void anArticleThatHasTurnedBadIsNotDeleted() {
    Plan plan = ledger.full(read(list(IntStream.range(0, 9)).replace("]}", ",{\"id\":\"a9\"}]}")));

    assertThat(plan.changes()).isEmpty();
  }

  @Test
  void manyMissingAtOnceGoOnlyWhenTheNextListSaysTheSame() {
    Plan first = ledger.full(articles(7));
    assertThat(first.changes()).isEmpty();
    assertThat(first.heldBack()).containsExactlyInAnyOrder("a7", "a8", "a9");
    ledger.done(first);

    Plan other = ledger.full(articles(6));
    assertThat(other.changes()).isEmpty();
    ledger.done(other);

    Plan same = ledger.full(articles(6));
    assertThat(same.changes())
        .containsExactly(
            new Change.Remove("a6"),
            new Change.Remove("a7"),
            new Change.Remove("a8"),
            new Change.Remove("a9"));
    ledger.done(same);
    assertThat(ledger.size()).isEqualTo(6);
  }

  @Test
  void aRecoveredListForgetsWhatWasHeldBack() {
    ledger.done(ledger.full(articles(0)));
    ledger.done(ledger.full(articles(10)));

    assertThat(ledger.full(articles(0)).changes()).isEmpty();
  }

  @Test
  void aFewMissingGoAtOnce() {
    assertThat(ledger.full(articles(8)).changes())
        .containsExactly(new Change.Remove("a8"), new Change.Remove("a9"));
  }

  @Test
  void aPartDeletesNothing() {
    assertThat(ledger.part(articles(1)).changes()).isEmpty();
    assertThat(ledger.part(articles(12)).changes()).hasSize(2);
  }

  @Test
  void onlyWhatChangedIsWritten() {
    assertThat(ledger.full(articles(10)).changes()).isEmpty();

    String changed = list(IntStream.range(0, 10)).replace("\"text 4\"", "\"other\"");
    assertThat(ledger.full(read(changed)).changes())
        .singleElement()
        .satisfies(change -> assertThat(change.id()).isEqualTo("a4"));
  }

  @Test
  void whatWasNotCarriedOutIsPlannedAgain() {
    ledger.full(articles(11));

    assertThat(ledger.full(articles(11)).changes()).hasSize(1);
  }

  private static ArticleList articles(int count) {
    return read(list(IntStream.range(0, count)));
  }

  private static String list(IntStream numbers) {
    return numbers
        .mapToObj("{\"id\":\"a%1$d\",\"title\":\"T\",\"content\":\"text %1$d\"}"::formatted)
        .collect(Collectors.joining(",", "{\"items\":[", "]}"));
  }

  private static ArticleList read(String json) {
    return switch (ArticleList.parse(json)) {
      case Parsed.Read(ArticleList list) -> list;
      case Parsed.Unreadable(String reason) -> throw new AssertionError(reason);
    };
  }
}
