package io.cueline.topology.knowledge.index;

import io.cueline.topology.knowledge.ranking.Calibration;
import io.cueline.topology.knowledge.ranking.Candidate;
import io.cueline.topology.knowledge.ranking.Mix.Parts;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.lucene.document.Document;
import org.apache.lucene.index.BinaryDocValues;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.TermInSetQuery;
import org.apache.lucene.util.BytesRef;

/**
 * One search: articles are found by their words, by their vectors and by what the conversation
 * names, then all that were found by either are weighed by all three.
 */
final class ArticleSearch {

  /** So many articles are weighed of each kind; more change nothing measurable. */
  private static final int POOL = 100;

  private static final int VECTOR_POOL = 60;

  /** So many of the things named; recognisers and likenesses of names make several of one. */
  private static final int ENTITIES = 8;

  /** A name of several rare words said in full. */
  private static final double SURE_ENTITY = 10;

  /**
   * What was found.
   *
   * @param candidates best first
   * @param evidence what speaks for the best
   */
  record Ranking(List<Candidate> candidates, Calibration.Evidence evidence) {
    static final Ranking NONE = new Ranking(List.of(), new Calibration.Evidence(-1, 0, 0, 0, 0));
  }

  private record Ranked(int doc, Parts parts, double score) {}

  private final ArticleSearcher searcher;
  private final SearchWeights weights;
  private final WordQueries queries;

  ArticleSearch(ArticleSearcher searcher, SearchWeights weights) {
    this.searcher = searcher;
    this.weights = weights;
    this.queries = new WordQueries(weights);
  }

  /**
   * @param vectors of the question's parts; empty where only words are compared
   */
  Ranking find(Spoken spoken, List<float[]> vectors, int limit) throws IOException {
    Query words = queries.of(spoken);
    Map<String, Double> entities = searcher.entities().mentioned(spoken.turns());
    int[] docs = pool(words, vectors, entities, Math.max(limit, POOL));
    List<Ranked> ranked = rank(docs, words, vectors, entities).stream().limit(limit).toList();
    if (ranked.isEmpty()) {
      return Ranking.NONE;
    }
    int[] shown = ranked.stream().mapToInt(Ranked::doc).sorted().toArray();
    TermCoverage coverage =
        TermCoverage.of(searcher, spoken.asked().keySet(), shown, weights.unknown());
    Ranked best = ranked.getFirst();
    Calibration.Evidence evidence = evidence(best, spoken, coverage);
    double sure = Calibration.of(evidence).probability(evidence);
    List<Candidate> found = new ArrayList<>();
    for (Ranked each : ranked) {
      double score = best.score == 0 ? 0 : Math.clamp(sure * each.score / best.score, 0, 1);
      found.add(candidate(each.doc, score, spoken, coverage));
    }
    return new Ranking(found, evidence);
  }

  private Calibration.Evidence evidence(Ranked best, Spoken spoken, TermCoverage coverage)
      throws IOException {
    double whole = Math.max(coverage.wholeWeight(), weights.leastWeight() * coverage.rarest());
    int[] doc = {best.doc};
    double asked = DocumentScores.of(searcher, queries.ofLastWords(spoken), doc).of(best.doc);
    return new Calibration.Evidence(
        best.parts.cosine(),
        Math.min(1, asked / whole),
        Math.min(1, best.parts.words() / whole),
        coverage.share(best.doc),
        Math.min(1, best.parts.entity() / SURE_ENTITY));
  }

  private int[] pool(Query words, List<float[]> vectors, Map<String, Double> entities, int most)
      throws IOException {
    Set<Integer> pool = new TreeSet<>();
    add(words, most, pool);
    List<BytesRef> named =
        entities.entrySet().stream()
            .sorted(Map.Entry.<String, Double>comparingByValue().reversed())
            .limit(ENTITIES)
            .map(entry -> new BytesRef(entry.getKey()))
            .toList();
    Query about = named.isEmpty() ? null : new TermInSetQuery(ArticleDocument.ABOUT, named);
    if (about != null) {
      add(queries.about(words, about), most, pool);
    }
    for (float[] vector : vectors) {
      PassageVectors.nearest(searcher, vector, VECTOR_POOL, null, pool);
      if (about != null) {
        PassageVectors.nearest(searcher, vector, VECTOR_POOL, about, pool);
      }
    }
    return pool.stream().mapToInt(Integer::intValue).toArray();
  }

  private void add(Query query, int most, Set<Integer> pool) throws IOException {
    for (ScoreDoc hit : searcher.search(query, most).scoreDocs) {
      pool.add(hit.doc);
    }
  }

  /** Best first, by document where scores are the same. */
  private List<Ranked> rank(
      int[] docs, Query words, List<float[]> vectors, Map<String, Double> entities)
      throws IOException {
    DocumentScores wordScores = DocumentScores.of(searcher, words, docs);
    Map<Integer, Double> cosines = PassageVectors.cosines(searcher, vectors, docs);
    Map<Integer, Double> mentions = mentions(docs, entities);
    Map<Integer, Parts> parts = new HashMap<>();
    Parts best = new Parts(-1, 0, entities.values().stream().reduce(0.0, Math::max));
    for (int doc : docs) {
      Parts each =
          new Parts(
              cosines.getOrDefault(doc, -1.0), wordScores.of(doc), mentions.getOrDefault(doc, 0.0));
      parts.put(doc, each);
      best = best.best(each);
    }
    Parts bestOfAll = best;
    return parts.entrySet().stream()
        .map(
            each ->
                new Ranked(
                    each.getKey(),
                    each.getValue(),
                    weights.mix().score(each.getValue(), bestOfAll)))
        .filter(each -> each.score > 0)
        .sorted(Comparator.comparingDouble(Ranked::score).reversed().thenComparingInt(Ranked::doc))
        .toList();
  }

  private Map<Integer, Double> mentions(int[] docs, Map<String, Double> entities)
      throws IOException {
    Map<Integer, Double> mentions = new HashMap<>();
    for (LeafReaderContext leaf : searcher.getIndexReader().leaves()) {
      BinaryDocValues about = leaf.reader().getBinaryDocValues(ArticleDocument.ABOUT_VALUE);
      for (int doc : docs) {
        int within = doc - leaf.docBase;
        if (about != null
            && within >= 0
            && within < leaf.reader().maxDoc()
            && about.advanceExact(within)) {
          mentions.put(doc, entities.getOrDefault(about.binaryValue().utf8ToString(), 0.0));
        }
      }
    }
    return mentions;
  }

  private Candidate candidate(int doc, double score, Spoken spoken, TermCoverage coverage)
      throws IOException {
    Document stored = searcher.storedFields().document(doc);
    Set<String> stems = coverage.stems(doc);
    Stream<Map.Entry<String, String>> matched =
        spoken.asked().entrySet().stream().filter(entry -> stems.contains(entry.getKey()));
    return new Candidate(
        stored.get(ArticleDocument.ID),
        stored.get(ArticleDocument.TITLE),
        stored.get(ArticleDocument.CITATION),
        stored.get(ArticleDocument.BODY),
        score,
        coverage.share(doc),
        matched.map(Map.Entry::getValue).toList());
  }
}
