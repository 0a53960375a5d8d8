package io.cueline.topology.knowledge.index;

import io.cueline.runtime.service.StartupException;
import io.cueline.schemas.KnowledgeArticle;
import io.cueline.topology.knowledge.ranking.Candidate;
import io.cueline.topology.knowledge.ranking.Question;
import io.cueline.topology.knowledge.ranking.Retriever;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.lucene.document.Document;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.SearcherFactory;
import org.apache.lucene.search.SearcherManager;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.FSDirectory;
import org.apache.lucene.store.LockObtainFailedException;

/**
 * The articles on disk, in a folder of this process alone. One thread writes, any number search;
 * what was written is found after {@link #refresh}, and is there after a restart once {@link
 * #commit}ted, with the position it was read up to. A damaged or foreign index is made anew: the
 * topic has it all.
 */
public final class ArticleIndex implements Retriever, AutoCloseable {

  /** What became of an article. */
  public sealed interface Outcome {
    record Indexed() implements Outcome {}

    /** The very same text was there already: nothing was done. */
    record Unchanged() implements Outcome {}

    /** It cannot be indexed; an older version of it is no longer found either. */
    record Refused(String reason) implements Outcome {}
  }

  private final Directory directory;
  private final EnglishAnalysis analysis;
  private final IndexWriter writer;
  private final SearcherManager searchers;

  /** Content hashes written since the last refresh, empty for removed; of the writing thread. */
  private final Map<String, Optional<String>> unseen = new HashMap<>();

  private ArticleIndex(Directory directory, EnglishAnalysis analysis, IndexWriter writer)
      throws IOException {
    this.directory = directory;
    this.analysis = analysis;
    this.writer = writer;
    this.searchers = new SearcherManager(writer, new SearcherFactory());
  }

  /**
   * @param folder made where it is missing
   * @throws StartupException where another process has the folder, or it cannot be written
   */
  public static ArticleIndex open(Path folder) {
    EnglishAnalysis analysis = new EnglishAnalysis();
    try {
      Directory directory = FSDirectory.open(folder);
      return new ArticleIndex(directory, analysis, IndexFiles.open(directory, analysis.analyzer()));
    } catch (LockObtainFailedException taken) {
      throw new StartupException(
          "another process uses the article index in %s: give this one a folder of its own"
              .formatted(folder),
          taken);
    } catch (IOException unusable) {
      throw new StartupException(
          "cannot use %s for the article index: %s".formatted(folder, unusable.getMessage()),
          unusable);
    }
  }

  /**
   * Adds or replaces an article. Writing thread only.
   *
   * @param key of its record
   */
  public Outcome put(String key, KnowledgeArticle article) {
    Optional<String> refusal = ArticleDocument.refusal(key, article);
    if (refusal.isPresent()) {
      remove(key);
      return new Outcome.Refused(refusal.get());
    }
    try {
      if (hash(key).filter(article.getHash()::equals).isPresent()) {
        return new Outcome.Unchanged();
      }
      writer.updateDocument(new Term(ArticleDocument.ID, key), ArticleDocument.of(article));
      unseen.put(key, Optional.of(article.getHash()));
      return new Outcome.Indexed();
    } catch (IOException failure) {
      throw new UncheckedIOException("cannot write the article index", failure);
    }
  }

  /** Removes an article, if it is there. Writing thread only. */
  public void remove(String key) {
    try {
      writer.deleteDocuments(new Term(ArticleDocument.ID, key));
      unseen.put(key, Optional.empty());
    } catch (IOException failure) {
      throw new UncheckedIOException("cannot write the article index", failure);
    }
  }

  /** Makes what was written so far found. Writing thread only. */
  public void refresh() {
    try {
      searchers.maybeRefreshBlocking();
      unseen.clear();
    } catch (IOException failure) {
      throw new UncheckedIOException("cannot refresh the article index", failure);
    }
  }

  /**
   * Makes what was written so far last. Writing thread only.
   *
   * @param progress anything the writer wants to find again with it, such as offsets
   */
  public void commit(Map<String, String> progress) {
    try {
      IndexFiles.commit(writer, progress);
    } catch (IOException failure) {
      throw new UncheckedIOException("cannot commit the article index", failure);
    }
  }

  /** What was handed to the last {@link #commit}; empty for a new index. */
  public Map<String, String> progress() {
    return IndexFiles.progress(writer);
  }

  /** How many articles can be found. */
  public int size() {
    return search(searcher -> searcher.getIndexReader().numDocs());
  }

  /** The ids of all articles that can be found. */
  public Set<String> ids() {
    return search(
        searcher -> {
          Set<String> ids = new TreeSet<>();
          DirectoryReader reader = (DirectoryReader) searcher.getIndexReader();
          for (var leaf : reader.leaves()) {
            var live = leaf.reader().getLiveDocs();
            for (int doc = 0; doc < leaf.reader().maxDoc(); doc++) {
              if (live == null || live.get(doc)) {
                Document stored =
                    leaf.reader().storedFields().document(doc, Set.of(ArticleDocument.ID));
                ids.add(stored.get(ArticleDocument.ID));
              }
            }
          }
          return ids;
        });
  }

  @Override
  public List<Candidate> find(Question question, int limit) {
    return find(question, limit, SearchWeights.DEFAULT);
  }

  List<Candidate> find(Question question, int limit, SearchWeights weights) {
    return search(searcher -> new ArticleSearch(searcher, analysis, weights).find(question, limit));
  }

  @Override
  public String name() {
    return "local";
  }

  public EnglishAnalysis analysis() {
    return analysis;
  }

  /** What is not committed is given up. */
  @Override
  public void close() {
    try (directory;
        analysis) {
      searchers.close();
      writer.rollback();
    } catch (IOException failure) {
      throw new UncheckedIOException("cannot close the article index", failure);
    }
  }

  private Optional<String> hash(String key) {
    Optional<String> written = unseen.get(key);
    return written != null ? written : storedHash(key);
  }

  private Optional<String> storedHash(String key) {
    return search(
        searcher -> {
          ScoreDoc[] hits =
              searcher.search(new TermQuery(new Term(ArticleDocument.ID, key)), 1).scoreDocs;
          return hits.length == 0
              ? Optional.empty()
              : Optional.ofNullable(
                  searcher
                      .storedFields()
                      .document(hits[0].doc, Set.of(ArticleDocument.HASH))
                      .get(ArticleDocument.HASH));
        });
  }

  @FunctionalInterface
  private interface Search<R> {
    R in(IndexSearcher searcher) throws IOException;
  }

  private <R> R search(Search<R> search) {
    try {
      IndexSearcher searcher = searchers.acquire();
      try {
        return search.in(searcher);
      } finally {
        searchers.release(searcher);
      }
    } catch (IOException failure) {
      throw new UncheckedIOException("cannot read the article index", failure);
    }
  }
}
