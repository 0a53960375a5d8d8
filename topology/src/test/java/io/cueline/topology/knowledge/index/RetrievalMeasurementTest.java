package io.cueline.topology.knowledge.index;

import static org.assertj.core.api.Assertions.assertThat;

import io.cueline.schemas.Card;
import io.cueline.topology.knowledge.ranking.Candidate;
import io.cueline.topology.knowledge.ranking.CardRules;
import io.cueline.topology.knowledge.ranking.LookUp;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How good words alone are on the public collections; the figures go to the test's log. What words
 * and vectors do together, {@code cueline knowledge eval} measures.
 */
class RetrievalMeasurementTest {

  private static final Logger LOG = LoggerFactory.getLogger(RetrievalMeasurementTest.class);

  @TempDir private Path temp;

  @Test
  void bankArticlesAreFoundForLongTexts() {
    try (ArticleIndex index = indexOf("bank")) {
      assertThat(mrrAtFive("bank", index)).isGreaterThan(0.55);
    }
  }

  @Test
  void spokenQuestionsFindTheirArticleAndOthersGetNoCard() {
    try (ArticleIndex index = indexOf("spoken-faq")) {
      assertThat(mrrAtFive("spoken-faq", index)).isGreaterThan(0.6);
      assertThat(showCardF1("spoken-faq", index)).isGreaterThan(0.68);
    }
  }

  private ArticleIndex indexOf(String name) {
    Path folder = Collections.folder(name);
    Assumptions.assumeTrue(Files.isDirectory(folder), folder + " is not here: not measured");
    ArticleIndex index = ArticleIndex.open(temp);
    long start = System.nanoTime();
    Collections.articles(folder).forEach(article -> index.put(article.getId(), article));
    index.refresh();
    log(name, "index ms", (System.nanoTime() - start) / 1e6);
    return index;
  }

  private static double mrrAtFive(String name, ArticleIndex index) {
    List<Collections.Query> queries =
        Collections.queries(Collections.folder(name)).stream()
            .filter(query -> !query.relevant().isEmpty())
            .toList();
    long start = System.nanoTime();
    double sum = 0;
    for (Collections.Query query : queries) {
      sum += reciprocalRank(index.find(query.question(), 5), Candidate::id, query.relevant());
    }
    log(name, "ms per query", (System.nanoTime() - start) / 1e6 / queries.size());
    log(name, "MRR@5", sum / queries.size());
    return sum / queries.size();
  }

  /** The whole way: gate, search, thresholds. */
  private static double showCardF1(String name, ArticleIndex index) {
    LookUp lookUp = new LookUp(index, index.analysis(), CardRules.DEFAULT);
    int wanted = 0;
    int shown = 0;
    int both = 0;
    double found = 0;
    for (Collections.Query query : Collections.queries(Collections.folder(name))) {
      boolean has = !query.relevant().isEmpty();
      wanted += has ? 1 : 0;
      if (lookUp.answer(query.question(), Set.of())
          instanceof LookUp.Answer.Cards(List<Card> cards)) {
        shown++;
        both += has ? 1 : 0;
        found += reciprocalRank(cards, Card::getId, query.relevant());
      }
    }
    log(name, "precision", both / (double) shown);
    log(name, "recall", both / (double) wanted);
    log(name, "MRR@5 of what is shown", found / wanted);
    double f1 = 2.0 * both / (shown + wanted);
    log(name, "F1", f1);
    return f1;
  }

  private static <T> double reciprocalRank(
      List<T> found, Function<T, String> id, Set<String> relevant) {
    for (int rank = 1; rank <= found.size(); rank++) {
      if (relevant.contains(id.apply(found.get(rank - 1)))) {
        return 1.0 / rank;
      }
    }
    return 0;
  }

  private static void log(String collection, String what, double figure) {
    LOG.atInfo()
        .addKeyValue("collection", collection)
        .addKeyValue(what, "%.3f".formatted(figure))
        .log("measured");
  }
}
