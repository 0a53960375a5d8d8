package io.cueline.topology.knowledge.index;

import static io.cueline.topology.knowledge.index.Articles.article;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cueline.runtime.service.StartupException;
import io.cueline.schemas.KnowledgeArticle;
import io.cueline.schemas.Speaker;
import io.cueline.topology.knowledge.index.ArticleIndex.Outcome;
import io.cueline.topology.knowledge.ranking.Candidate;
import io.cueline.topology.knowledge.ranking.Question;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ArticleIndexTest {

  @TempDir private Path folder;

  @Test
  void hostileArticlesAreRefusedWithAReasonAndTheirOldVersionIsGone() {
    try (ArticleIndex index = ArticleIndex.open(folder)) {
      assertThat(refusal(index, "x", article("x", "Empty", " \n "))).contains("no text");
      assertThat(refusal(index, "x", article("x", "Only a script", "<script>alert(1)</script>")))
          .contains("no text");
      assertThat(refusal(index, "", article("", "No id", "text"))).contains("id");
      assertThat(refusal(index, "x", article("y", "Another's id", "text"))).contains("key");
      assertThat(refusal(index, "x", article("x", "Huge", "word ".repeat(2_000_000))))
          .contains("10000004 characters");

      put(index, Articles.PIN);
      index.refresh();
      index.put("kb-1", article("kb-1", "Reset a forgotten PIN", ""));
      index.refresh();
      assertThat(index.size()).isZero();
    }
  }

  @Test
  void whatReachesACardIsPlainTextAndALinkOneMayFollow() {
    String body =
        "<h1>Fees</h1><style>p{color:red}</style><p onclick='x()'>The <b>Gold</b> card has &amp; keeps"
            + " no fee&lt;img src=x onerror=alert(1)&gt;.</p><script>steal('gold fee')</script>";
    KnowledgeArticle hostile = article("h", "<i>Gold</i> card fee\u202E", body);
    hostile.put("url", "javascript:alert(1)");
    try (ArticleIndex index = ArticleIndex.open(folder)) {
      put(index, hostile);
      index.refresh();
      Candidate found = find(index, "is there a fee for the gold card").getFirst();
      assertThat(found.title()).isEqualTo("Gold card fee");
      assertThat(found.body()).isEqualTo("Fees\nThe Gold card has & keeps no fee .");
      assertThat(found.citation()).isEqualTo("h");
      assertThat(found.matched()).containsExactly("fee", "gold card");
    }
  }

  @Test
  void rightToLeftArticlesAreFound() {
    try (ArticleIndex index = ArticleIndex.open(folder)) {
      put(index, article("he", "איפוס קוד סודי", "כדי לאפס קוד סודי יש להתקשר לבנק."));
      index.refresh();
      assertThat(find(index, "איך אני משנה קוד סודי")).extracting(Candidate::id).contains("he");
    }
  }

  @Test
  void theLastOfTwoVersionsInOneBatchCounts() {
    KnowledgeArticle other = article("kb-1", "Reset a PIN", "Visit a branch with your passport.");
    try (ArticleIndex index = ArticleIndex.open(folder)) {
      put(index, Articles.PIN);
      index.refresh();
      put(index, other);
      assertThat(index.put("kb-1", Articles.PIN)).isInstanceOf(Outcome.Indexed.class);
      index.refresh();
      assertThat(find(index, "forgotten pin").getFirst().title())
          .isEqualTo("Reset a forgotten PIN");
      index.remove("kb-1");
      index.refresh();
      assertThat(find(index, "forgotten pin")).isEmpty();
    }
  }

  @Test
  void aRestartFindsEverythingWithoutIndexingAgain() {
    try (ArticleIndex index = ArticleIndex.open(folder)) {
      put(index, Articles.PIN);
      put(index, Articles.FEES);
      index.commit(Map.of("offset-0", "17"));
      put(index, article("kb-3", "Not committed", "Lost with the process, read again."));
    }
    try (ArticleIndex index = ArticleIndex.open(folder)) {
      assertThat(index.progress()).containsExactly(Map.entry("offset-0", "17"));
      assertThat(index.ids()).containsExactly("kb-1", "kb-2");
      assertThat(index.put("kb-1", Articles.PIN)).isInstanceOf(Outcome.Unchanged.class);
      assertThat(find(index, "foreign transaction fee").getFirst().id()).isEqualTo("kb-2");
    }
  }

  @Test
  void aDamagedIndexIsMadeAnew() throws IOException {
    try (ArticleIndex index = ArticleIndex.open(folder)) {
      put(index, Articles.PIN);
      index.commit(Map.of("offset-0", "17"));
    }
    try (var files = Files.list(folder)) {
      for (Path file : files.filter(each -> each.toString().contains("segments")).toList()) {
        Files.write(file, new byte[] {1, 2, 3, 4, 5, 6, 7, 8, 9, 10});
      }
    }
    try (ArticleIndex index = ArticleIndex.open(folder)) {
      assertThat(index.size()).isZero();
      assertThat(index.progress()).isEmpty();
    }
  }

  @Test
  void twoProcessesCannotShareAFolder() {
    try (ArticleIndex index = ArticleIndex.open(folder)) {
      assertThat(index.size()).isZero();
      assertThatThrownBy(() -> ArticleIndex.open(folder))
          .isInstanceOf(StartupException.class)
          .hasMessageContaining("another process");
    }
  }

  @Test
  void theTurnsBeforeSayWhatIsSpokenOf() {
    try (ArticleIndex index = ArticleIndex.open(folder)) {
      for (String hotel : List.of("Grand Hotel", "Sea View Inn", "Old Mill Lodge")) {
        KnowledgeArticle parking = article(hotel, "Is there parking?", "Yes, parking is free.");
        parking.put("entity", hotel);
        put(index, parking);
      }
      index.refresh();
      Question question =
          new Question(
              Speaker.CUSTOMER, "do they have parking", List.of("tell me about sea view inn"));
      assertThat(index.find(question, 3).getFirst().id()).isEqualTo("Sea View Inn");
    }
  }

  @Test
  void aTextOfThousandsOfWordsIsAnswered() {
    StringBuilder words = new StringBuilder("forgotten pin ");
    for (int each = 0; each < 5_000; each++) {
      words.append("word").append(each).append(' ');
    }
    try (ArticleIndex index = ArticleIndex.open(folder)) {
      put(index, Articles.PIN);
      index.refresh();
      Question question =
          new Question(Speaker.CUSTOMER, words.toString(), List.of(words.toString()));
      assertThat(index.find(question, 3).getFirst().id()).isEqualTo("kb-1");
    }
  }

  private static String refusal(ArticleIndex index, String key, KnowledgeArticle article) {
    return switch (index.put(key, article)) {
      case Outcome.Refused(String reason) -> reason;
      case Outcome.Indexed indexed -> "indexed";
      case Outcome.Unchanged unchanged -> "unchanged";
    };
  }

  private static void put(ArticleIndex index, KnowledgeArticle article) {
    assertThat(index.put(article.getId(), article)).isInstanceOf(Outcome.Indexed.class);
  }

  private static List<Candidate> find(ArticleIndex index, String text) {
    return index.find(new Question(Speaker.CUSTOMER, text, List.of()), 5);
  }
}
