package io.cueline.topology.knowledge.index;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.lucene.index.FloatVectorValues;
import org.apache.lucene.index.KnnVectorValues;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.NumericDocValues;
import org.apache.lucene.index.ReaderUtil;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.KnnFloatVectorQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.util.VectorUtil;
import org.jspecify.annotations.Nullable;

/** Articles by the vectors of their passages, which stand before them in the index. */
final class PassageVectors {

  private PassageVectors() {}

  /**
   * The articles of the passages nearest to a vector, by HNSW; exactly where the filter leaves few.
   *
   * @param most passages
   */
  static void nearest(
      IndexSearcher searcher, float[] vector, int most, @Nullable Query filter, Set<Integer> found)
      throws IOException {
    Query near = new KnnFloatVectorQuery(ArticleDocument.VECTOR, vector, most, filter);
    for (ScoreDoc hit : searcher.search(near, most).scoreDocs) {
      found.add(hit.doc + (int) number(searcher, ArticleDocument.TO_ARTICLE, hit.doc));
    }
  }

  /** Why vectors cannot be ours; empty where they can. */
  static Optional<String> misfit(List<float[]> vectors, int dimension) {
    for (float[] vector : vectors) {
      double square = 0;
      for (float number : vector) {
        square += (double) number * number;
      }
      if (vector.length != dimension || !Double.isFinite(square) || square == 0) {
        return Optional.of("a vector of %d numbers that is none of ours".formatted(vector.length));
      }
    }
    return Optional.empty();
  }

  static int count(IndexSearcher searcher, int article) throws IOException {
    return (int) number(searcher, ArticleDocument.PASSAGES, article);
  }

  private static long number(IndexSearcher searcher, String field, int doc) throws IOException {
    List<LeafReaderContext> leaves = searcher.getIndexReader().leaves();
    LeafReaderContext leaf = leaves.get(ReaderUtil.subIndex(doc, leaves));
    NumericDocValues values = leaf.reader().getNumericDocValues(field);
    return values != null && values.advanceExact(doc - leaf.docBase) ? values.longValue() : 0;
  }

  /**
   * How near articles are to a question: that of the nearest passage, the mean over the question's
   * parts; -1 where they have no vectors.
   *
   * @param question the vectors of its parts; of length 1
   * @param articles ascending
   */
  static double[] cosines(IndexSearcher searcher, List<float[]> question, int[] articles)
      throws IOException {
    double[] cosines = new double[articles.length];
    Arrays.fill(cosines, -1);
    for (LeafReaderContext leaf : searcher.getIndexReader().leaves()) {
      FloatVectorValues vectors = leaf.reader().getFloatVectorValues(ArticleDocument.VECTOR);
      NumericDocValues counts = leaf.reader().getNumericDocValues(ArticleDocument.PASSAGES);
      if (vectors == null || counts == null || question.isEmpty()) {
        continue;
      }
      KnnVectorValues.DocIndexIterator at = vectors.iterator();
      for (int each = 0; each < articles.length; each++) {
        int within = articles[each] - leaf.docBase;
        if (within >= 0 && within < leaf.reader().maxDoc() && counts.advanceExact(within)) {
          int passages = (int) counts.longValue();
          if (passages > 0) {
            cosines[each] = cosine(question, vectors, at, within - passages, within);
          }
        }
      }
    }
    return cosines;
  }

  private static double cosine(
      List<float[]> question,
      FloatVectorValues vectors,
      KnnVectorValues.DocIndexIterator at,
      int from,
      int to)
      throws IOException {
    double[] nearest = new double[question.size()];
    Arrays.fill(nearest, -1);
    for (int passage = from; passage < to; passage++) {
      if (at.advance(passage) == passage) {
        float[] vector = vectors.vectorValue(at.index());
        for (int part = 0; part < nearest.length; part++) {
          nearest[part] =
              Math.max(nearest[part], VectorUtil.dotProduct(question.get(part), vector));
        }
      }
    }
    return Arrays.stream(nearest).average().orElse(-1);
  }
}
