package io.cueline.topology.knowledge.index;

import io.cueline.topology.knowledge.index.ArticleDocument.Content;
import io.cueline.topology.knowledge.ranking.Analysis;
import io.cueline.topology.knowledge.ranking.Term;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
import org.apache.lucene.analysis.tokenattributes.TermFrequencyAttribute;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.FieldType;
import org.apache.lucene.index.IndexOptions;
import org.apache.lucene.search.similarities.BM25Similarity;
import org.apache.lucene.search.similarities.Similarity;

/**
 * The words of an article as one field of an index: one of the title or of what it is about counts
 * two and a half times (BM25F, Robertson, Zaragoza and Taylor 2004). Weighed here, once, and not
 * with each question: a word is then looked up in one place, and not in three.
 */
final class ArticleWords {

  /** Frequencies are whole numbers: a word of the body counts so much. */
  private static final int BODY = 2;

  private static final int TITLE = 5;

  /** BM25's defaults; k1 is in the unit of frequencies. */
  static final Similarity SIMILARITY = new BM25Similarity(1.2f * BODY, 0.75f);

  private static final FieldType TYPE = type();

  private ArticleWords() {}

  private static FieldType type() {
    FieldType type = new FieldType();
    type.setIndexOptions(IndexOptions.DOCS_AND_FREQS);
    type.freeze();
    return type;
  }

  static Field field(Content article, Analysis analysis) {
    Map<String, Integer> counts = new LinkedHashMap<>();
    count(counts, analysis, article.title(), TITLE);
    count(counts, analysis, article.entity() == null ? "" : article.entity(), TITLE);
    count(counts, analysis, article.body(), BODY);
    return new Field(ArticleDocument.WORDS, new Counted(counts), TYPE);
  }

  private static void count(
      Map<String, Integer> counts, Analysis analysis, String text, int weight) {
    for (Term term : analysis.terms(text)) {
      counts.merge(term.stem(), weight, Integer::sum);
    }
  }

  /** Each word once, with its frequency. */
  private static final class Counted extends TokenStream {

    private final CharTermAttribute term = addAttribute(CharTermAttribute.class);
    private final TermFrequencyAttribute frequency = addAttribute(TermFrequencyAttribute.class);
    private final Map<String, Integer> counts;
    private Iterator<Map.Entry<String, Integer>> left;

    Counted(Map<String, Integer> counts) {
      this.counts = counts;
      this.left = counts.entrySet().iterator();
    }

    @Override
    public void reset() {
      left = counts.entrySet().iterator();
    }

    @Override
    public boolean incrementToken() {
      if (!left.hasNext()) {
        return false;
      }
      Map.Entry<String, Integer> next = left.next();
      clearAttributes();
      term.append(next.getKey());
      frequency.setTermFrequency(next.getValue());
      return true;
    }
  }
}
