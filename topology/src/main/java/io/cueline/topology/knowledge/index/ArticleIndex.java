package io.cueline.topology.knowledge.index;

import io.cueline.runtime.service.StartupException;
import io.cueline.schemas.KnowledgeArticle;
import io.cueline.topology.knowledge.embedding.Embedder;
import io.cueline.topology.knowledge.index.ArticleDocument.Content;
import io.cueline.topology.knowledge.ranking.Candidate;
import io.cueline.topology.knowledge.ranking.Mix;
import io.cueline.topology.knowledge.ranking.Question;
import io.cueline.topology.knowledge.ranking.Retriever;
import io.cueline.topology.knowledge.vectors.EmbeddedArticles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.SearcherManager;
import org.apache.lucene.store.Directory;
import org.apache.lucene.util.VectorUtil;

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
  private final Optional<Embedder> embedder;
  private final IndexWriter writer;
  private final SearcherManager searchers;

  private record Written(String hash, int vectors) {}

  /** What was written since the last refresh, empty for removed; of the writing thread. */
  private final Map<String, Optional<Written>> unseen = new HashMap<>();

  private ArticleIndex(
      Directory directory,
      EnglishAnalysis analysis,
      IndexWriter writer,
      Optional<Embedder> embedder)
      throws IOException {
    this.directory = directory;
    this.analysis = analysis;
    this.writer = writer;
    this.embedder = embedder;
    this.searchers = new SearcherManager(writer, ArticleSearcher.factory(analysis));
  }

  /** An index of words alone, as {@link #open(Path, Optional)}. */
  public static ArticleIndex open(Path folder) {
    return open(folder, Optional.empty());
  }

  /**
   * @param folder made where it is missing
   * @param embedder of questions, and of the articles' vectors: an index with those of another
   *     model is made anew; not closed with the index
   * @throws StartupException where another process has the folder, or it cannot be written
   */
  public static ArticleIndex open(Path folder, Optional<Embedder> embedder) {
    EnglishAnalysis analysis = new EnglishAnalysis();
    return IndexFiles.in(
        folder,
        directory ->
            new ArticleIndex(
                directory, analysis, IndexFiles.open(directory, model(embedder)), embedder));
  }

  /**
   * Adds or replaces an article; vectors of the very same text are kept. Writing thread only.
   *
   * @param key of its record
   */
  public Outcome put(String key, KnowledgeArticle article) {
    return put(key, article, List.of());
  }

  /**
   * Adds or replaces an article with its vectors. Writing thread only.
   *
   * @param key of its record
   * @param vectors of {@link ArticleTexts#of}, in order, by the embedder this index was opened
   *     with; none where they are not known yet: until {@link #putVectors} it is found by its words
   */
  public Outcome put(String key, KnowledgeArticle article, List<float[]> vectors) {
    Optional<String> refusal = ArticleDocument.refusal(key, article);
    if (refusal.isPresent()) {
      remove(key);
      return new Outcome.Refused(refusal.get());
    }
    Optional<Written> there = written(key).filter(each -> each.hash.equals(article.getHash()));
    if (there.isPresent() && (vectors.isEmpty() || there.get().vectors == vectors.size())) {
      return new Outcome.Unchanged();
    }
    return write(Content.of(article), vectors);
  }

  /**
   * Adds the vectors of an article that is here. Writing thread only.
   *
   * @param hash of the text they were made from
   * @return {@code Refused} where the article is not here or not with that text, or the vectors are
   *     not this index's
   */
  public Outcome putVectors(String key, String hash, List<float[]> vectors) {
    Optional<Written> there = written(key).filter(each -> each.hash.equals(hash));
    if (there.isEmpty()) {
      return new Outcome.Refused("no such article");
    }
    if (there.get().vectors == vectors.size()) {
      return new Outcome.Unchanged();
    }
    if (unseen.containsKey(key)) {
      refresh();
    }
    return search(searcher -> searcher.kept(key))
        .map(kept -> write(kept.content(), vectors))
        .orElseGet(() -> new Outcome.Refused("no such article"));
  }

  /** Whether the article is here with that text and with vectors. Writing thread only. */
  public boolean hasVectors(String key, String hash) {
    return written(key).filter(each -> each.hash.equals(hash) && each.vectors > 0).isPresent();
  }

  /** Why an article cannot be indexed; empty where it can. */
  public static Optional<String> refusal(KnowledgeArticle article) {
    return ArticleDocument.refusal(article.getId(), article);
  }

  /** Which articles can be found with vectors. Any thread. */
  public EmbeddedArticles embedded() {
    return new FoundWithVectors(this);
  }

  private Outcome write(Content content, List<float[]> vectors) {
    int dimension = embedder.map(Embedder::dimension).orElse(0);
    Optional<String> misfit = PassageVectors.misfit(vectors, dimension);
    if (misfit.isPresent()) {
      return new Outcome.Refused(misfit.get());
    }
    try {
      List<float[]> units =
          vectors.stream().map(each -> VectorUtil.l2normalize(each.clone())).toList();
      writer.updateDocuments(id(content.id()), ArticleDocument.of(content, units, analysis));
      unseen.put(content.id(), Optional.of(new Written(content.hash(), units.size())));
      return new Outcome.Indexed();
    } catch (IOException failure) {
      throw new UncheckedIOException("cannot write the article index", failure);
    }
  }

  /** Removes an article, if it is there. Writing thread only. */
  public void remove(String key) {
    try {
      writer.deleteDocuments(id(key));
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
      IndexFiles.commit(writer, progress, model(embedder));
    } catch (IOException failure) {
      throw new UncheckedIOException("cannot commit the article index", failure);
    }
  }

  /**
   * Makes what was written found and last, in few parts, which are searched faster. Takes seconds
   * where much was written; a {@link #commit} has the same done in the background. Writing thread
   * only.
   */
  public void settle() {
    try {
      writer.forceMerge(IndexFiles.MOST_PARTS);
    } catch (IOException failure) {
      throw new UncheckedIOException("cannot write the article index", failure);
    }
    refresh();
    commit(progress());
  }

  /** What was handed to the last {@link #commit}; empty for a new index. */
  public Map<String, String> progress() {
    return IndexFiles.progress(writer);
  }

  /** How many articles can be found. */
  public int size() {
    return search(ArticleSearcher::articles);
  }

  /** How many of them can be found by their vectors. */
  public int withVectors() {
    return search(ArticleSearcher::withVectors);
  }

  /** The ids of all articles that can be found. */
  public Set<String> ids() {
    return search(ArticleSearcher::ids);
  }

  /** What its vectors are made by; empty where it knows words only. */
  public Optional<String> model() {
    return embedder.map(Embedder::model);
  }

  @Override
  public List<Candidate> find(Question question, int limit) {
    return find(question, limit, Mix.DEFAULT);
  }

  /** As {@link #find(Question, int)} with another mix, to measure what its parts are worth. */
  public List<Candidate> find(Question question, int limit, Mix mix) {
    return find(question, limit, SearchWeights.DEFAULT.with(mix)).candidates();
  }

  ArticleSearch.Ranking find(Question question, int limit, SearchWeights weights) {
    boolean anything = search(searcher -> searcher.getIndexReader().numDocs() > 0);
    boolean meant = anything && weights.mix().vector() > 0;
    Asked asked = Asked.of(question, meant ? embedder : Optional.empty(), analysis);
    int parts = Math.max(1, asked.vectors().size());
    SearchWeights chosen = weights.with(weights.mix().forParts(parts));
    return search(searcher -> new ArticleSearch(searcher, chosen).find(asked, limit));
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

  private Optional<Written> written(String key) {
    Optional<Written> written = unseen.get(key);
    return written != null
        ? written
        : search(searcher -> searcher.kept(key))
            .map(kept -> new Written(kept.content().hash(), kept.vectors()));
  }

  private static String model(Optional<Embedder> embedder) {
    return embedder.map(each -> each.model() + "/" + each.dimension()).orElse("words");
  }

  private static Term id(String key) {
    return new Term(ArticleDocument.ID, key);
  }

  @FunctionalInterface
  interface Search<R> {
    R in(ArticleSearcher searcher) throws IOException;
  }

  <R> R search(Search<R> search) {
    try {
      IndexSearcher searcher = searchers.acquire();
      try {
        return search.in((ArticleSearcher) searcher);
      } finally {
        searchers.release(searcher);
      }
    } catch (IOException failure) {
      throw new UncheckedIOException("cannot read the article index", failure);
    }
  }
}
