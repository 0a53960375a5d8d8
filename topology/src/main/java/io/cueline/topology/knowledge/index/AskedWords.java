package io.cueline.topology.knowledge.index;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.lucene.index.Term;
import org.apache.lucene.index.TermStates;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.BoostQuery;
import org.apache.lucene.search.CollectionStatistics;
import org.apache.lucene.search.ConstantScoreQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermQuery;

/**
 * The words of a question as the index knows them, each looked up once: BM25 over an article's
 * words. A word said several times counts more, by the root of how often; one of the turns before
 * counts less, the less the longer ago, as those say what is spoken of but not what is asked. In a
 * long text those that carry it count more.
 */
final class AskedWords {

  private static final double FADING = 0.8;

  private static final int MAX_HISTORY_WORDS = 60;

  /**
   * A word of the question.
   *
   * @param weight in BM25
   * @param asked in the last words, else in the turns before
   */
  record Word(Term term, float weight, boolean asked, TermStates states) {

    boolean isKnown() {
      return states.docFreq() > 0;
    }

    Query query() {
      Query word = new TermQuery(term, states);
      return weight == 1 ? word : new BoostQuery(word, weight);
    }
  }

  private final List<Word> words = new ArrayList<>();
  private final IndexSearcher searcher;
  private final SearchWeights weights;
  private final long articles;

  private AskedWords(IndexSearcher searcher, SearchWeights weights) throws IOException {
    CollectionStatistics field = searcher.collectionStatistics(ArticleDocument.WORDS);
    this.searcher = searcher;
    this.weights = weights;
    this.articles = field == null ? 0 : field.docCount();
  }

  static AskedWords of(
      Spoken spoken, Emphasis emphases, SearchWeights weights, IndexSearcher searcher)
      throws IOException {
    AskedWords all = new AskedWords(searcher, weights);
    for (Map.Entry<String, Integer> said : spoken.counts().entrySet()) {
      float emphasis = emphases.weight(said.getKey());
      all.add(said.getKey(), emphasis * (float) Math.sqrt(said.getValue()), true);
    }
    for (Map.Entry<String, Float> said : before(spoken, weights.history()).entrySet()) {
      all.add(said.getKey(), said.getValue(), false);
    }
    return all;
  }

  private void add(String stem, float weight, boolean asked) throws IOException {
    Term term = new Term(ArticleDocument.WORDS, stem);
    words.add(new Word(term, weight, asked, TermStates.build(searcher, term, true)));
  }

  private static Map<String, Float> before(Spoken spoken, float latest) {
    Map<String, Float> words = new LinkedHashMap<>();
    double weight = latest;
    for (Set<String> turn : spoken.turns().subList(1, spoken.turns().size())) {
      for (String stem : turn) {
        if (words.size() < MAX_HISTORY_WORDS && !spoken.counts().containsKey(stem) && weight > 0) {
          words.putIfAbsent(stem, (float) weight);
        }
      }
      weight *= FADING;
    }
    return words;
  }

  /** Those that some article has. */
  List<Word> known() {
    return words.stream().filter(Word::isKnown).toList();
  }

  /** Articles by their words. */
  Query query() {
    BooleanQuery.Builder query = new BooleanQuery.Builder();
    known().forEach(word -> query.add(word.query(), Occur.SHOULD));
    return query.build();
  }

  /** Those that are about something, the best by words first. */
  Query about(Query about) {
    return new BooleanQuery.Builder()
        .add(new ConstantScoreQuery(about), Occur.FILTER)
        .add(ArticleSearcher.ARTICLES, Occur.FILTER)
        .add(query(), Occur.SHOULD)
        .build();
  }

  /** The weight of a word that a single article has: BM25's inverse document frequency. */
  double rarest() {
    return rareness(1);
  }

  /** The same of all last words together; one that no article has counts as almost the rarest. */
  double wholeWeight() {
    return words.stream().filter(Word::asked).mapToDouble(this::rareness).sum();
  }

  double rareness(Word word) {
    return word.isKnown() ? rareness(word.states.docFreq()) : weights.unknown() * rarest();
  }

  private double rareness(int frequency) {
    return Math.log(1 + (articles - frequency + 0.5) / (frequency + 0.5));
  }
}
