package io.cueline.workbench.cli.knowledge;

import io.cueline.runtime.service.StartupException;
import io.cueline.schemas.KnowledgeArticle;
import io.cueline.topology.knowledge.embedding.OnnxEmbedder;
import io.cueline.topology.knowledge.embedding.Transformer;
import io.cueline.topology.knowledge.index.ArticleIndex;
import io.cueline.workbench.knowledge.Indexing;
import io.cueline.workbench.knowledge.Progress;
import java.io.Console;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** An index of a command's own, with its model; in a folder that is kept, or gone at the end. */
final class OpenIndex implements AutoCloseable {

  private final OnnxEmbedder embedder;
  private final ArticleIndex index;
  private final PrintWriter err;
  private final Optional<Path> temporary;

  private OpenIndex(
      OnnxEmbedder embedder, ArticleIndex index, PrintWriter err, Optional<Path> temporary) {
    this.embedder = embedder;
    this.index = index;
    this.err = err;
    this.temporary = temporary;
  }

  /**
   * @param kept the folder to keep it in, so that it is there the next time
   * @param err for progress and what is left out
   */
  static OpenIndex open(Optional<Path> kept, PrintWriter err) {
    Optional<Path> temporary = kept.isPresent() ? Optional.empty() : Optional.of(temporary());
    Path folder = kept.or(() -> temporary).orElseThrow();
    OnnxEmbedder embedder = OnnxEmbedder.open(Transformer.BGE_SMALL);
    ArticleIndex index = ArticleIndex.open(folder, Optional.of(embedder));
    return new OpenIndex(embedder, index, err, temporary);
  }

  private static Path temporary() {
    try {
      return Files.createTempDirectory("cueline-articles-");
    } catch (IOException failure) {
      throw new StartupException("no folder for the index: " + failure.getMessage(), failure);
    }
  }

  ArticleIndex index() {
    return index;
  }

  /** Makes it hold these articles and no others. */
  void fill(List<KnowledgeArticle> articles) {
    Set<String> gone = new HashSet<>(index.ids());
    articles.forEach(article -> gone.remove(article.getId()));
    gone.forEach(index::remove);
    try (Progress progress = progress("indexing articles", articles.size())) {
      new Indexing(index, embedder, err::println).add(articles, progress);
    }
    index.settle();
  }

  Progress progress(String what, int whole) {
    boolean terminal =
        Optional.ofNullable(System.console()).filter(Console::isTerminal).isPresent();
    return new Progress(err, terminal, what, whole);
  }

  @Override
  public void close() {
    index.close();
    embedder.close();
    temporary.ifPresent(OpenIndex::delete);
  }

  private static void delete(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path each : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(each);
      }
    } catch (IOException leftBehind) {
      // A folder of the system's, which clears it.
      folder.toFile().deleteOnExit();
    }
  }
}
