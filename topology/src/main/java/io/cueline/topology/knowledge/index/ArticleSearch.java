package io.cueline.topology.knowledge.index;

import io.cueline.topology.knowledge.ranking.Analysis;
import io.cueline.topology.knowledge.ranking.Candidate;
import io.cueline.topology.knowledge.ranking.Question;
import io.cueline.topology.knowledge.ranking.Term;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.lucene.document.Document;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.BoostQuery;
import org.apache.lucene.search.CombinedFieldQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;

/**
 * One search: BM25 over title, entity and body as one field (BM25F, Robertson, Zaragoza and Taylor
 * 2004), the last words at full weight, those of the turns before at a lower one, as they say what
 * is spoken of but not what is asked.
 */
final class ArticleSearch {

  private static final float TITLE_WEIGHT = 2.5f;
  private static final float ENTITY_WEIGHT = 2f;
  private static final float BODY_WEIGHT = 1f;
  private static final float HISTORY_WEIGHT = 0.3f;

  /** More different words than anybody says in ten seconds; bounds the cost of a search. */
  private static final int MAX_WORDS = 300;

  private static final int MAX_HISTORY_WORDS = 100;

  private final IndexSearcher searcher;
  private final Analysis analysis;

  ArticleSearch(IndexSearcher searcher, Analysis analysis) {
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
    ScoreDoc[] hits = searcher.search(query(asked.keySet(), before(question)), limit).scoreDocs;
    int[] docs = Arrays.stream(hits).mapToInt(hit -> hit.doc).sorted().toArray();
    TermCoverage coverage = TermCoverage.of(searcher, asked.keySet(), docs);
    List<Candidate> found = new ArrayList<>();
    for (ScoreDoc hit : hits) {
      found.add(candidate(hit, asked, coverage));
    }
    return found;
  }

  private Candidate candidate(ScoreDoc hit, Map<String, String> asked, TermCoverage coverage)
      throws IOException {
    Document stored = searcher.storedFields().document(hit.doc);
    Set<String> stems = coverage.stems(hit.doc);
    // A term's BM25 is below its idf, so this is below 1 but for what the history adds.
    double score = Math.min(1, hit.score / coverage.wholeWeight());
    return new Candidate(
        stored.get(ArticleDocument.ID),
        stored.get(ArticleDocument.TITLE),
        stored.get(ArticleDocument.CITATION),
        stored.get(ArticleDocument.BODY),
        score,
        coverage.share(hit.doc),
        asked.entrySet().stream()
            .filter(entry -> stems.contains(entry.getKey()))
            .map(Map.Entry::getValue)
            .toList());
  }

  private Set<String> before(Question question) {
    Set<String> stems = new LinkedHashSet<>();
    for (String turn : question.history().reversed()) {
      for (Term term : analysis.terms(turn)) {
        if (stems.size() < MAX_HISTORY_WORDS) {
          stems.add(term.stem());
        }
      }
    }
    return stems;
  }

  private static Query query(Set<String> asked, Set<String> before) {
    BooleanQuery.Builder query = new BooleanQuery.Builder();
    asked.forEach(stem -> query.add(word(stem), Occur.SHOULD));
    for (String stem : before) {
      if (!asked.contains(stem)) {
        query.add(new BoostQuery(word(stem), HISTORY_WEIGHT), Occur.SHOULD);
      }
    }
    return query.build();
  }

  private static Query word(String stem) {
    return new CombinedFieldQuery.Builder(stem)
        .addField(ArticleDocument.TITLE, TITLE_WEIGHT)
        .addField(ArticleDocument.ENTITY, ENTITY_WEIGHT)
        .addField(ArticleDocument.BODY, BODY_WEIGHT)
        .build();
  }
}
