package io.cueline.topology.knowledge.index;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.BoostQuery;
import org.apache.lucene.search.CombinedFieldQuery;
import org.apache.lucene.search.ConstantScoreQuery;
import org.apache.lucene.search.Query;

/**
 * BM25 over title, entity and body as one field (BM25F, Robertson, Zaragoza and Taylor 2004). A
 * word said several times counts more, by the root of how often; one of the turns before counts
 * less, the less the longer ago, as those say what is spoken of but not what is asked.
 */
final class WordQueries {

  private static final double FADING = 0.8;

  private static final int MAX_HISTORY_WORDS = 60;

  private final SearchWeights weights;

  WordQueries(SearchWeights weights) {
    this.weights = weights;
  }

  Query of(Spoken spoken) {
    BooleanQuery.Builder query = lastWords(spoken);
    before(spoken).forEach((stem, weight) -> query.add(word(stem, weight), Occur.SHOULD));
    return query.build();
  }

  /** Without the turns before. */
  Query ofLastWords(Spoken spoken) {
    return lastWords(spoken).build();
  }

  private BooleanQuery.Builder lastWords(Spoken spoken) {
    BooleanQuery.Builder query = new BooleanQuery.Builder();
    spoken
        .counts()
        .forEach((stem, count) -> query.add(word(stem, (float) Math.sqrt(count)), Occur.SHOULD));
    return query;
  }

  /** Those that are about something, the best by words first. */
  Query about(Query words, Query about) {
    return new BooleanQuery.Builder()
        .add(new ConstantScoreQuery(about), Occur.FILTER)
        .add(ArticleSearcher.ARTICLES, Occur.FILTER)
        .add(words, Occur.SHOULD)
        .build();
  }

  private Map<String, Float> before(Spoken spoken) {
    Map<String, Float> words = new HashMap<>();
    double weight = weights.history();
    for (Set<String> turn : spoken.turns().subList(1, spoken.turns().size())) {
      for (String stem : turn) {
        if (words.size() < MAX_HISTORY_WORDS && !spoken.asked().containsKey(stem) && weight > 0) {
          words.putIfAbsent(stem, (float) weight);
        }
      }
      weight *= FADING;
    }
    return words;
  }

  private Query word(String stem, float weight) {
    Query word =
        new CombinedFieldQuery.Builder(stem)
            .addField(ArticleDocument.TITLE, weights.title())
            .addField(ArticleDocument.ENTITY, weights.entity())
            .addField(ArticleDocument.BODY)
            .build();
    return weight == 1 ? word : new BoostQuery(word, weight);
  }
}
