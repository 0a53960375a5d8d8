package io.cueline.workbench.knowledge;

import io.cueline.topology.knowledge.index.ArticleIndex;
import io.cueline.topology.knowledge.ranking.Candidate;
import io.cueline.topology.knowledge.ranking.CardRules;
import io.cueline.topology.knowledge.ranking.LookUp;
import io.cueline.topology.knowledge.ranking.Mix;
import io.cueline.workbench.knowledge.QueryFile.Query;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * How well questions are answered, by words alone, by vectors alone and by their mix, and whether a
 * card is shown where there is an answer and none where there is none. As the product does it, with
 * its defaults.
 */
public final class Evaluation {

  /** So many questions are asked before time is taken. */
  private static final int WARM_UP = 60;

  /** What is measured alone and together. */
  public static final Map<String, Mix> STAGES = stages();

  private final ArticleIndex index;
  private final List<Query> queries;

  public Evaluation(ArticleIndex index, List<Query> queries) {
    this.index = index;
    this.queries = List.copyOf(queries);
  }

  private static Map<String, Mix> stages() {
    Map<String, Mix> stages = new LinkedHashMap<>();
    stages.put("bm25", Mix.WORDS);
    stages.put("vector", Mix.VECTORS);
    stages.put("mix", Mix.DEFAULT);
    return Collections.unmodifiableMap(stages);
  }

  /**
   * Asks all questions, several times.
   *
   * @param articles how many there are
   * @param progress told of each question done
   */
  public Figures run(int articles, Progress progress) {
    Map<String, Figures.Stage> stages = new LinkedHashMap<>();
    STAGES.forEach((name, mix) -> stages.put(name, ranks(mix, progress).stage()));
    return new Figures(articles, queries.size(), stages, showCard(progress), millis(progress));
  }

  private Ranks ranks(Mix mix, Progress progress) {
    Ranks ranks = new Ranks();
    for (Query query : queries) {
      if (!query.relevant().isEmpty()) {
        List<Candidate> found = index.find(query.question(), Ranks.DEPTH, mix);
        ranks.add(found.stream().map(Candidate::id).toList(), query.relevant());
      }
      progress.step();
    }
    return ranks;
  }

  private Figures.ShowCard showCard(Progress progress) {
    LookUp lookUp = new LookUp(index, index.analysis(), CardRules.DEFAULT);
    int shown = 0;
    int wanted = 0;
    int both = 0;
    for (Query query : queries) {
      boolean has = !query.relevant().isEmpty();
      boolean shows = lookUp.answer(query.question(), Set.of()) instanceof LookUp.Answer.Cards;
      shown += shows ? 1 : 0;
      wanted += has ? 1 : 0;
      both += has && shows ? 1 : 0;
      progress.step();
    }
    return Figures.ShowCard.of(shown, wanted, both);
  }

  private Figures.MsPerQuery millis(Progress progress) {
    queries.stream().limit(WARM_UP).forEach(each -> index.find(each.question(), Ranks.DEPTH));
    List<Long> took = new ArrayList<>();
    for (Query query : queries) {
      long start = System.nanoTime();
      index.find(query.question(), Ranks.DEPTH);
      took.add(System.nanoTime() - start);
      progress.step();
    }
    long[] sorted = took.stream().mapToLong(Long::longValue).sorted().toArray();
    return new Figures.MsPerQuery(percentile(sorted, 50), percentile(sorted, 99));
  }

  private static double percentile(long[] sorted, int percent) {
    int at = (int) Math.ceil(sorted.length * percent / 100.0) - 1;
    return sorted.length == 0 ? 0 : sorted[Math.max(0, at)] / 1e6;
  }
}
