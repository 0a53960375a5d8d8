package io.cueline.topology.knowledge.index;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreMode;
import org.apache.lucene.search.Scorer;
import org.apache.lucene.search.Weight;

/** What a query scores on documents that are known already. */
final class DocumentScores {

  private final Map<Integer, Float> scores = new HashMap<>();

  private DocumentScores() {}

  /**
   * @param docs ascending
   */
  static DocumentScores of(IndexSearcher searcher, Query query, int[] docs) throws IOException {
    DocumentScores known = new DocumentScores();
    Weight weight = searcher.createWeight(searcher.rewrite(query), ScoreMode.COMPLETE, 1);
    for (LeafReaderContext leaf : searcher.getIndexReader().leaves()) {
      Scorer scorer = weight.scorer(leaf);
      for (int doc : docs) {
        int within = doc - leaf.docBase;
        if (scorer != null && within >= 0 && within < leaf.reader().maxDoc()) {
          int at = scorer.docID();
          at = at < within ? scorer.iterator().advance(within) : at;
          if (at == within) {
            known.scores.put(doc, scorer.score());
          }
        }
      }
    }
    return known;
  }

  /** 0 where the document does not match. */
  float of(int doc) {
    return scores.getOrDefault(doc, 0f);
  }
}
