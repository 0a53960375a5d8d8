package io.cueline.topology.knowledge.index;

import io.cueline.schemas.KnowledgeArticle;
import io.cueline.topology.knowledge.ranking.PlainText;
import java.util.ArrayList;
import java.util.List;

/**
 * The texts that stand for an article's meaning: its passages, each under the title. One vector is
 * made of each. Long texts have many meanings: on bank articles passages of 100 words are worth a
 * quarter more than whole articles.
 */
public final class ArticleTexts {

  private static final int WORDS = 100;

  /** What an article has to say stands in its first pages. */
  private static final int MOST = 16;

  private ArticleTexts() {}

  /** At least one, at most 16; the same for the same article. */
  public static List<String> of(KnowledgeArticle article) {
    return of(PlainText.of(article.getTitle()).replace('\n', ' '), PlainText.of(article.getBody()));
  }

  static List<String> of(String title, String body) {
    List<String> texts = new ArrayList<>();
    for (String passage : Words.parts(body, WORDS, MOST)) {
      texts.add(title + "\n" + passage);
    }
    return texts.isEmpty() ? List.of(title) : texts;
  }
}
