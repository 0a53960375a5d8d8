package io.cueline.topology.knowledge.index;

import io.cueline.topology.knowledge.index.AskedWords.Word;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.NumericDocValues;
import org.apache.lucene.index.PostingsEnum;
import org.apache.lucene.index.TermState;
import org.apache.lucene.index.Terms;
import org.apache.lucene.index.TermsEnum;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.similarities.Similarity.SimScorer;
import org.apache.lucene.util.IOSupplier;
import org.jspecify.annotations.Nullable;

/**
 * How the words of a question stand in articles that are known already, in one pass over each
 * word's list: BM25 as a search gives it, with the turns before and without, and which of the words
 * an article has.
 */
final class WordScores {

  private final AskedWords asked;
  private final List<Word> words;
  private final int[] docs;
  private final float[] told;
  private final float[] last;

  /** By document, then by word. */
  private final boolean[] has;

  private WordScores(AskedWords asked, int[] docs) {
    this.asked = asked;
    this.words = asked.known();
    this.docs = docs;
    this.told = new float[docs.length];
    this.last = new float[docs.length];
    this.has = new boolean[docs.length * words.size()];
  }

  /**
   * @param docs ascending
   */
  static WordScores of(IndexSearcher searcher, AskedWords asked, int[] docs) throws IOException {
    WordScores scores = new WordScores(asked, docs);
    SimScorer[] scorers = new SimScorer[scores.words.size()];
    for (int at = 0; at < scorers.length; at++) {
      scorers[at] = scorer(searcher, scores.words.get(at));
    }
    int from = 0;
    for (LeafReaderContext leaf : searcher.getIndexReader().leaves()) {
      int to = from;
      while (to < docs.length && docs[to] < leaf.docBase + leaf.reader().maxDoc()) {
        to++;
      }
      Terms terms = to == from ? null : leaf.reader().terms(ArticleDocument.WORDS);
      if (terms != null) {
        scores.add(leaf, terms, scorers, from, to);
      }
      from = to;
    }
    return scores;
  }

  private static SimScorer scorer(IndexSearcher searcher, Word word) throws IOException {
    return searcher
        .getSimilarity()
        .scorer(
            word.weight(),
            Objects.requireNonNull(searcher.collectionStatistics(ArticleDocument.WORDS)),
            searcher.termStatistics(
                word.term(), word.states().docFreq(), word.states().totalTermFreq()));
  }

  private void add(LeafReaderContext leaf, Terms terms, SimScorer[] scorers, int from, int to)
      throws IOException {
    long[] lengths = lengths(leaf, from, to);
    TermsEnum reading = terms.iterator();
    PostingsEnum list = null;
    for (int at = 0; at < scorers.length; at++) {
      Word word = words.get(at);
      IOSupplier<@Nullable TermState> here = word.states().get(leaf);
      TermState state = here == null ? null : here.get();
      if (state != null) {
        reading.seekExact(word.term().bytes(), state);
        list = reading.postings(list, PostingsEnum.FREQS);
        for (int each = from; each < to; each++) {
          int doc = docs[each] - leaf.docBase;
          int found = list.docID() < doc ? list.advance(doc) : list.docID();
          if (found == doc) {
            add(each, at, scorers[at].score(list.freq(), lengths[each - from]));
          }
        }
      }
    }
  }

  private void add(int each, int word, float score) {
    has[each * words.size() + word] = true;
    told[each] += score;
    if (words.get(word).asked()) {
      last[each] += score;
    }
  }

  /** As the similarity encodes them. */
  private long[] lengths(LeafReaderContext leaf, int from, int to) throws IOException {
    long[] lengths = new long[to - from];
    NumericDocValues norms = leaf.reader().getNormValues(ArticleDocument.WORDS);
    for (int each = from; each < to; each++) {
      boolean known = norms != null && norms.advanceExact(docs[each] - leaf.docBase);
      lengths[each - from] = known ? norms.longValue() : 1;
    }
    return lengths;
  }

  /** Of all that was said; 0 where nothing of it stands in the article. */
  float told(int at) {
    return told[at];
  }

  /** Of the last words alone. */
  float last(int at) {
    return last[at];
  }

  /** Those of the last words that stand in the article. */
  Set<String> stems(int at) {
    Set<String> stems = new HashSet<>();
    for (int word = 0; word < words.size(); word++) {
      if (has[at * words.size() + word] && words.get(word).asked()) {
        stems.add(words.get(word).term().text());
      }
    }
    return stems;
  }

  /** The share of the last words' meaning that stands in the article, by rareness; 0 to 1. */
  double share(int at) {
    double sum = 0;
    for (int word = 0; word < words.size(); word++) {
      if (has[at * words.size() + word] && words.get(word).asked()) {
        sum += asked.rareness(words.get(word));
      }
    }
    double whole = asked.wholeWeight();
    return whole == 0 ? 0 : Math.min(1, sum / whole);
  }
}
