package io.cueline.topology.knowledge.index;

import io.cueline.topology.knowledge.ranking.Analysis;
import io.cueline.topology.knowledge.ranking.Candidate;
import io.cueline.topology.knowledge.ranking.Question;
import io.cueline.topology.knowledge.ranking.Term;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.apache.lucene.document.Document;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.BoostQuery;
import org.apache.lucene.search.CombinedFieldQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.TermQuery;

/**
 * One search: BM25 over title, entity and body as one field (BM25F, Robertson, Zaragoza and Taylor
 * 2004), the last words at full weight, those of the turns before at a lower one, as they say what
 * is spoken of but not what is asked.
 */
final class ArticleSearch {

  /** More different words than anybody says in ten seconds; bounds the cost of a search. */
  private static final int MAX_WORDS = 300;

  private static final int MAX_HISTORY_WORDS = 100;

  /** So many articles are weighed at least. */
  private static final int POOL = 50;

  private final IndexSearcher searcher;
  private final Analysis analysis;
  private final SearchWeights weights;

  ArticleSearch(IndexSearcher searcher, Analysis analysis, SearchWeights weights) {
    this.weights = weights;
    this.searcher = searcher;
    this.analysis = analysis;
  }

  List<Candidate> find(Question question, int limit) throws IOException {
    Map<String, String> asked = new LinkedHashMap<>();
    for (Term term : analysis.terms(question.text())) {
      if (asked.size() < MAX_WORDS) {
        asked.putIfAbsent(term.stem(), term.word());
      }
    }
    if (asked.isEmpty()) {
      return List.of();
    }
    Set<String> before = before(question, asked.keySet());
    Query last = any(asked.keySet(), this::word);
    Query told = any(before, this::word);
    Query entity = any(before, stem -> new TermQuery(term(ArticleDocument.ENTITY, stem)));
    Query all =
        new BooleanQuery.Builder()
            .add(last, Occur.SHOULD)
            .add(new BoostQuery(told, weights.history()), Occur.SHOULD)
            .add(new BoostQuery(entity, weights.historyEntity()), Occur.SHOULD)
            .build();
    ScoreDoc[] hits = searcher.search(all, Math.max(limit, POOL)).scoreDocs;
    int[] docs = Arrays.stream(hits).mapToInt(hit -> hit.doc).sorted().toArray();
    TermCoverage coverage = TermCoverage.of(searcher, asked.keySet(), docs, weights.unknown());
    DocumentScores lastScores = DocumentScores.of(searcher, last, docs);
    DocumentScores toldScores = DocumentScores.of(searcher, told, docs);
    DocumentScores entityScores = DocumentScores.of(searcher, entity, docs);
    double whole = Math.max(coverage.wholeWeight(), weights.leastWeight() * coverage.rarest());
    Map<Integer, Double> scores = new HashMap<>();
    for (int doc : docs) {
      // What was told before must not outweigh what is asked now, but for what it is asked of.
      double score =
          lastScores.of(doc)
              + Math.min(lastScores.of(doc), weights.history() * toldScores.of(doc))
              + weights.historyEntity() * entityScores.of(doc);
      scores.put(doc, score / whole);
    }
    List<Candidate> found = new ArrayList<>();
    for (var best : best(scores, limit)) {
      double score = Math.clamp(best.getValue(), 0, 1);
      found.add(candidate(best.getKey(), score, asked, coverage));
    }
    return found;
  }

  /** Best first, by document where scores are the same. */
  private static List<Map.Entry<Integer, Double>> best(Map<Integer, Double> scores, int limit) {
    return scores.entrySet().stream()
        .sorted(
            Map.Entry.<Integer, Double>comparingByValue()
                .reversed()
                .thenComparing(Map.Entry.comparingByKey()))
        .limit(limit)
        .toList();
  }

  private Candidate candidate(
      int doc, double score, Map<String, String> asked, TermCoverage coverage) throws IOException {
    Document stored = searcher.storedFields().document(doc);
    Set<String> stems = coverage.stems(doc);
    return new Candidate(
        stored.get(ArticleDocument.ID),
        stored.get(ArticleDocument.TITLE),
        stored.get(ArticleDocument.CITATION),
        stored.get(ArticleDocument.BODY),
        score,
        coverage.share(doc),
        asked.entrySet().stream()
            .filter(entry -> stems.contains(entry.getKey()))
            .map(Map.Entry::getValue)
            .toList());
  }

  private Set<String> before(Question question, Set<String> asked) {
    Set<String> stems = new LinkedHashSet<>();
    for (String turn : question.history().reversed()) {
      for (Term term : analysis.terms(turn)) {
        if (stems.size() < MAX_HISTORY_WORDS && !asked.contains(term.stem())) {
          stems.add(term.stem());
        }
      }
    }
    return stems;
  }

  private static Query any(Set<String> stems, Function<String, Query> each) {
    BooleanQuery.Builder query = new BooleanQuery.Builder();
    stems.forEach(stem -> query.add(each.apply(stem), Occur.SHOULD));
    return query.build();
  }

  private Query word(String stem) {
    return new CombinedFieldQuery.Builder(stem)
        .addField(ArticleDocument.TITLE, weights.title())
        .addField(ArticleDocument.ENTITY, weights.entity())
        .addField(ArticleDocument.BODY)
        .build();
  }

  private static org.apache.lucene.index.Term term(String field, String stem) {
    return new org.apache.lucene.index.Term(field, stem);
  }
}
