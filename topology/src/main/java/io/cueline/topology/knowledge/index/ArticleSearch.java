package io.cueline.topology.knowledge.index;

import io.cueline.topology.knowledge.ranking.Calibration;
import io.cueline.topology.knowledge.ranking.Candidate;
import io.cueline.topology.knowledge.ranking.Mix;
import io.cueline.topology.knowledge.ranking.Mix.Parts;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.lucene.document.Document;
import org.apache.lucene.index.BinaryDocValues;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.TermInSetQuery;
import org.apache.lucene.search.TopScoreDocCollectorManager;
import org.apache.lucene.util.BytesRef;

/**
 * One search: articles are found by their words, by their vectors and by what the conversation
 * names, then all that were found by either are weighed by all three.
 */
final class ArticleSearch {

  /** So many articles are weighed of each kind; more change nothing measurable. */
  private static final int POOL = 100;

  private static final int VECTOR_POOL = 30;

  /** So many of the things named; recognisers and likenesses of names make several of one. */
  private static final int ENTITIES = 8;

  /** Where the things named have no more documents than this, all are weighed. */
  private static final int ALL_ABOUT = 600;

  /** So many of the nearest, against which one stands apart or does not. */
  private static final int NEAREST = 20;

  /** No article answers more of a long question than so many of the rarest words. */
  private static final double MOST_WEIGHT = 4;

  /** A name of several rare words said in full. */
  private static final double SURE_ENTITY = 10;

  /**
   * What was found.
   *
   * @param candidates best first
   * @param evidence what speaks for the best
   */
  record Ranking(List<Candidate> candidates, Calibration.Evidence evidence) {
    static final Ranking NONE = new Ranking(List.of(), new Calibration.Evidence(-1, 0, 0, 0, 0, 0));
  }

  private record Ranked(int at, Parts parts, double score) {}

  private final ArticleSearcher searcher;
  private final SearchWeights weights;

  ArticleSearch(ArticleSearcher searcher, SearchWeights weights) {
    this.searcher = searcher;
    this.weights = weights;
  }

  Ranking find(Asked asked, int limit) throws IOException {
    Spoken spoken = asked.spoken();
    List<float[]> vectors = asked.vectors();
    AskedWords words = AskedWords.of(spoken, asked.emphasis(), weights, searcher);
    Map<String, Double> entities = searcher.entities().mentioned(spoken.turns());
    int[] docs = pool(words, vectors, entities, Math.max(limit, POOL));
    WordScores scores = WordScores.of(searcher, words, docs);
    double[] cosines = PassageVectors.cosines(searcher, vectors, docs);
    Parts named = new Parts(-1, 0, 0, entities.values().stream().reduce(0.0, Math::max));
    double weight = Math.min(whole(words), MOST_WEIGHT * words.rarest());
    List<Ranked> ranked =
        rank(parts(cosines, scores, mentions(docs, entities)), named, weight).stream()
            .limit(limit)
            .toList();
    if (ranked.isEmpty()) {
      return Ranking.NONE;
    }
    Ranked best = ranked.getFirst();
    Calibration.Evidence evidence = evidence(best, cosines, words, scores);
    double sure = Calibration.of(evidence).probability(evidence);
    List<Candidate> found = new ArrayList<>();
    for (Ranked each : ranked) {
      double score = best.score == 0 ? 0 : Math.clamp(sure * each.score / best.score, 0, 1);
      found.add(
          candidate(docs[each.at], score, asked, scores.stems(each.at), scores.share(each.at)));
    }
    return new Ranking(found, evidence);
  }

  private Calibration.Evidence evidence(
      Ranked best, double[] cosines, AskedWords words, WordScores scores) {
    double whole = whole(words);
    return new Calibration.Evidence(
        best.parts.cosine(),
        best.parts.cosine() - nearest(cosines),
        Math.min(1, scores.last(best.at) / whole),
        Math.min(1, best.parts.words() / whole),
        scores.share(best.at),
        Math.min(1, best.parts.entity() / SURE_ENTITY));
  }

  private double whole(AskedWords words) {
    return Math.max(words.wholeWeight(), weights.leastWeight() * words.rarest());
  }

  private static double nearest(double[] cosines) {
    double[] ascending = cosines.clone();
    Arrays.sort(ascending);
    return Arrays.stream(ascending, Math.max(0, ascending.length - NEAREST), ascending.length)
        .average()
        .orElse(0);
  }

  /** Ascending. */
  private int[] pool(
      AskedWords words, List<float[]> vectors, Map<String, Double> entities, int most)
      throws IOException {
    Set<Integer> pool = new HashSet<>();
    add(words.query(), most, pool);
    for (float[] vector : vectors) {
      PassageVectors.nearest(searcher, vector, VECTOR_POOL, null, pool);
    }
    List<BytesRef> named =
        entities.entrySet().stream()
            .sorted(Map.Entry.<String, Double>comparingByValue().reversed())
            .limit(ENTITIES)
            .map(entry -> new BytesRef(entry.getKey()))
            .toList();
    if (!named.isEmpty() && !searcher.articlesAbout(named, ALL_ABOUT, pool)) {
      Query about = new TermInSetQuery(ArticleDocument.ABOUT, named);
      add(words.about(about), most, pool);
      for (float[] vector : vectors) {
        PassageVectors.nearest(searcher, vector, VECTOR_POOL, about, pool);
      }
    }
    return pool.stream().mapToInt(Integer::intValue).sorted().toArray();
  }

  private void add(Query query, int most, Set<Integer> pool) throws IOException {
    for (ScoreDoc hit : searcher.search(query, best(most)).scoreDocs) {
      pool.add(hit.doc);
    }
  }

  /** How many match nobody asks: lists are left as soon as they can add none of the best. */
  private static TopScoreDocCollectorManager best(int most) {
    return new TopScoreDocCollectorManager(most, most);
  }

  private static Parts[] parts(double[] cosines, WordScores words, double[] mentions) {
    Parts[] parts = new Parts[cosines.length];
    for (int at = 0; at < parts.length; at++) {
      double before = words.told(at) - words.last(at);
      parts[at] = new Parts(cosines[at], words.told(at), before, mentions[at]);
    }
    return parts;
  }

  /**
   * Best first, by document where scores are the same.
   *
   * @param named what the conversation names, whether or not an article is about it
   * @param weight of the question, in words
   */
  private List<Ranked> rank(Parts[] parts, Parts named, double weight) {
    Parts best = Arrays.stream(parts).reduce(named, Parts::best);
    Mix mix = weights.mix().forBestWords(weight <= 0 ? 0 : best.words() / weight);
    List<Ranked> ranked = new ArrayList<>();
    for (int at = 0; at < parts.length; at++) {
      double score = mix.score(parts[at], best);
      if (score > 0) {
        ranked.add(new Ranked(at, parts[at], score));
      }
    }
    ranked.sort(Comparator.comparingDouble(Ranked::score).reversed().thenComparingInt(Ranked::at));
    return ranked;
  }

  private double[] mentions(int[] docs, Map<String, Double> entities) throws IOException {
    double[] mentions = new double[docs.length];
    for (LeafReaderContext leaf : searcher.getIndexReader().leaves()) {
      BinaryDocValues about = leaf.reader().getBinaryDocValues(ArticleDocument.ABOUT_VALUE);
      for (int at = 0; at < docs.length && about != null && !entities.isEmpty(); at++) {
        int within = docs[at] - leaf.docBase;
        if (within >= 0 && within < leaf.reader().maxDoc() && about.advanceExact(within)) {
          mentions[at] = entities.getOrDefault(about.binaryValue().utf8ToString(), 0.0);
        }
      }
    }
    return mentions;
  }

  private Candidate candidate(
      int doc, double score, Asked asked, Set<String> stems, double coverage) throws IOException {
    Document stored = searcher.storedFields().document(doc);
    return new Candidate(
        stored.get(ArticleDocument.ID),
        stored.get(ArticleDocument.TITLE),
        stored.get(ArticleDocument.CITATION),
        stored.get(ArticleDocument.BODY),
        score,
        coverage,
        KeyPhrases.of(asked.spoken().said(), stems, asked.emphasis()::attention));
  }
}
