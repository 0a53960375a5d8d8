package io.cueline.topology.knowledge.index;

import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.PostingsEnum;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.util.BytesRef;

/**
 * Which words of a question stand in which of the articles found, and what share of its meaning
 * that is: each word counts by its rareness (BM25's idf); a word no article has counts as the
 * rarest.
 */
final class TermCoverage {

  private static final List<String> FIELDS =
      List.of(ArticleDocument.TITLE, ArticleDocument.ENTITY, ArticleDocument.BODY);

  private final Map<String, Double> weights = new HashMap<>();
  private final Map<Integer, Set<String>> found = new HashMap<>();

  private final double rarest;

  private TermCoverage(double rarest) {
    this.rarest = rarest;
  }

  /**
   * @param docs ascending
   */
  static TermCoverage of(IndexSearcher searcher, Set<String> stems, int[] docs, float unknown)
      throws IOException {
    int articles = searcher.getIndexReader().getDocCount(ArticleDocument.TITLE);
    TermCoverage coverage = new TermCoverage(rareness(articles, 1));
    for (String stem : stems) {
      int frequency = 0;
      for (String field : FIELDS) {
        frequency = Math.max(frequency, searcher.getIndexReader().docFreq(new Term(field, stem)));
        coverage.locate(searcher, field, stem, docs);
      }
      double weight = frequency == 0 ? unknown * coverage.rarest : rareness(articles, frequency);
      coverage.weights.put(stem, weight);
    }
    return coverage;
  }

  /** BM25's inverse document frequency, as Lucene has it. */
  private static double rareness(int articles, int frequency) {
    return Math.log(1 + (articles - frequency + 0.5) / (frequency + 0.5));
  }

  private void locate(IndexSearcher searcher, String field, String stem, int[] docs)
      throws IOException {
    for (LeafReaderContext leaf : searcher.getIndexReader().leaves()) {
      int[] within =
          Arrays.stream(docs)
              .map(doc -> doc - leaf.docBase)
              .filter(doc -> doc >= 0 && doc < leaf.reader().maxDoc())
              .toArray();
      PostingsEnum postings =
          within.length == 0
              ? null
              : leaf.reader().postings(new Term(field, new BytesRef(stem)), PostingsEnum.NONE);
      for (int next = 0; postings != null && next < within.length; next++) {
        int doc = within[next];
        int at = postings.docID() < doc ? postings.advance(doc) : postings.docID();
        if (at == doc) {
          found.computeIfAbsent(doc + leaf.docBase, any -> new HashSet<>()).add(stem);
        } else if (at == DocIdSetIterator.NO_MORE_DOCS) {
          break;
        }
      }
    }
  }

  Set<String> stems(int doc) {
    return found.getOrDefault(doc, Set.of());
  }

  /** The weight of a word that a single article has. */
  double rarest() {
    return rarest;
  }

  /** The sum of all words' weights. */
  double wholeWeight() {
    return weight(weights.keySet());
  }

  /** 0 to 1. */
  double share(int doc) {
    double whole = wholeWeight();
    return whole == 0 ? 0 : Math.min(1, weight(stems(doc)) / whole);
  }

  private double weight(Set<String> stems) {
    return stems.stream().mapToDouble(stem -> weights.getOrDefault(stem, 0.0)).sum();
  }
}
