package io.cueline.topology.knowledge.index;

import io.cueline.topology.knowledge.index.ArticleDocument.Content;
import io.cueline.topology.knowledge.ranking.EntityNames;
import io.cueline.topology.knowledge.ranking.Term;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.NumericDocValuesField;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.NumericDocValues;
import org.apache.lucene.index.PostingsEnum;
import org.apache.lucene.index.StoredFields;
import org.apache.lucene.index.Terms;
import org.apache.lucene.index.TermsEnum;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.ScoreMode;
import org.apache.lucene.search.Scorer;
import org.apache.lucene.search.SearcherFactory;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.util.Bits;
import org.apache.lucene.util.BytesRef;
import org.jspecify.annotations.Nullable;

/** One state of the index, with the names of what its articles are about. */
final class ArticleSearcher extends IndexSearcher {

  static final Query ARTICLES =
      new TermQuery(
          new org.apache.lucene.index.Term(ArticleDocument.KIND, ArticleDocument.ARTICLE));

  private static final int AT_ONCE = 100;

  private final EntityNames entities;

  private ArticleSearcher(IndexReader reader, EntityNames entities) {
    super(reader);
    setSimilarity(ArticleWords.SIMILARITY);
    this.entities = entities;
  }

  /** Names known before are not taken apart again. */
  static SearcherFactory factory(EnglishAnalysis analysis) {
    return new SearcherFactory() {
      private EntityNames last = EntityNames.none();

      @Override
      public synchronized IndexSearcher newSearcher(
          IndexReader reader, @Nullable IndexReader previous) throws IOException {
        last = last.with(names(reader), name -> stems(analysis, name));
        return new ArticleSearcher(reader, last);
      }
    };
  }

  private static Set<String> stems(EnglishAnalysis analysis, String name) {
    return analysis.terms(name).stream().map(Term::stem).collect(Collectors.toSet());
  }

  private static Set<String> names(IndexReader reader) throws IOException {
    Set<String> names = new HashSet<>();
    for (LeafReaderContext leaf : reader.leaves()) {
      Terms terms = leaf.reader().terms(ArticleDocument.ABOUT);
      TermsEnum each = terms == null ? null : terms.iterator();
      while (each != null && each.next() != null) {
        names.add(each.term().utf8ToString());
      }
    }
    return names;
  }

  EntityNames entities() {
    return entities;
  }

  /**
   * Adds the articles about something, if that has no more documents than so many.
   *
   * @return false where it has more: then none are added
   */
  boolean articlesAbout(List<BytesRef> names, int most, Set<Integer> found) throws IOException {
    int documents = 0;
    for (BytesRef name : names) {
      documents += getIndexReader().docFreq(about(name));
    }
    if (documents > most) {
      return false;
    }
    for (LeafReaderContext leaf : getIndexReader().leaves()) {
      Bits live = leaf.reader().getLiveDocs();
      for (BytesRef name : names) {
        PostingsEnum list = leaf.reader().postings(about(name), PostingsEnum.NONE);
        NumericDocValues articles = leaf.reader().getNumericDocValues(ArticleDocument.PASSAGES);
        while (list != null && list.nextDoc() != DocIdSetIterator.NO_MORE_DOCS) {
          boolean there = live == null || live.get(list.docID());
          if (there && articles != null && articles.advanceExact(list.docID())) {
            found.add(leaf.docBase + list.docID());
          }
        }
      }
    }
    return true;
  }

  private static org.apache.lucene.index.Term about(BytesRef name) {
    return new org.apache.lucene.index.Term(ArticleDocument.ABOUT, name);
  }

  int articles() throws IOException {
    return count(ARTICLES);
  }

  int withVectors() throws IOException {
    return count(
        new BooleanQuery.Builder()
            .add(ARTICLES, Occur.FILTER)
            .add(
                NumericDocValuesField.newSlowRangeQuery(
                    ArticleDocument.PASSAGES, 1, Integer.MAX_VALUE),
                Occur.FILTER)
            .build());
  }

  /** Some of the others. */
  List<Content> withoutVectors() throws IOException {
    Query without =
        new BooleanQuery.Builder()
            .add(ARTICLES, Occur.FILTER)
            .add(NumericDocValuesField.newSlowExactQuery(ArticleDocument.PASSAGES, 0), Occur.FILTER)
            .build();
    List<Content> some = new ArrayList<>();
    for (ScoreDoc hit : search(without, AT_ONCE).scoreDocs) {
      some.add(Content.of(storedFields().document(hit.doc)));
    }
    return some;
  }

  Set<String> ids() throws IOException {
    Set<String> ids = new TreeSet<>();
    StoredFields stored = storedFields();
    for (LeafReaderContext leaf : getIndexReader().leaves()) {
      Scorer scorer = createWeight(rewrite(ARTICLES), ScoreMode.COMPLETE_NO_SCORES, 1).scorer(leaf);
      var live = leaf.reader().getLiveDocs();
      DocIdSetIterator docs = scorer == null ? DocIdSetIterator.empty() : scorer.iterator();
      while (docs.nextDoc() != DocIdSetIterator.NO_MORE_DOCS) {
        if (live == null || live.get(docs.docID())) {
          ids.add(
              stored
                  .document(leaf.docBase + docs.docID(), Set.of(ArticleDocument.ID))
                  .get(ArticleDocument.ID));
        }
      }
    }
    return ids;
  }

  /** What is kept of an article and how many vectors, if it is there. */
  record Kept(Content content, int vectors) {}

  Optional<Kept> kept(String id) throws IOException {
    Query one =
        new BooleanQuery.Builder()
            .add(
                new TermQuery(new org.apache.lucene.index.Term(ArticleDocument.ID, id)),
                Occur.FILTER)
            .add(ARTICLES, Occur.FILTER)
            .build();
    ScoreDoc[] hits = search(one, 1).scoreDocs;
    if (hits.length == 0) {
      return Optional.empty();
    }
    Document stored = storedFields().document(hits[0].doc);
    return Optional.of(new Kept(Content.of(stored), PassageVectors.count(this, hits[0].doc)));
  }
}
