package io.cueline.topology.knowledge.index;

import io.cueline.runtime.service.StartupException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.apache.lucene.codecs.KnnVectorsFormat;
import org.apache.lucene.codecs.lucene104.Lucene104Codec;
import org.apache.lucene.codecs.lucene104.Lucene104HnswScalarQuantizedVectorsFormat;
import org.apache.lucene.index.CorruptIndexException;
import org.apache.lucene.index.IndexFormatTooNewException;
import org.apache.lucene.index.IndexFormatTooOldException;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.IndexWriterConfig.OpenMode;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.FSDirectory;
import org.apache.lucene.store.Lock;
import org.apache.lucene.store.LockObtainFailedException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Opens an index for writing, and keeps the writer's progress in its commits. */
final class IndexFiles {

  private static final Logger LOG = LoggerFactory.getLogger(IndexFiles.class);

  /** Written into each commit; an index of another layout is made anew. */
  private static final String LAYOUT = "layout";

  private static final String CURRENT_LAYOUT = "3";

  /**
   * Each is searched on its own, and the nearest vectors of each cost almost what those of all do.
   */
  static final int MOST_PARTS = 2;

  private IndexFiles() {}

  /** Something opened in a folder. */
  @FunctionalInterface
  interface Opening<R> {
    R in(Directory directory) throws IOException;
  }

  /**
   * @param folder made where it is missing
   * @throws StartupException where another process has the folder, or it cannot be written
   */
  static <R> R in(Path folder, Opening<R> opening) {
    try {
      return opening.in(FSDirectory.open(folder));
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
   * Appends to what is there, or starts anew where that cannot be read or is laid out otherwise, or
   * has vectors of another model.
   */
  static IndexWriter open(Directory directory, String model) throws IOException {
    try {
      IndexWriter writer = new IndexWriter(directory, config(OpenMode.CREATE_OR_APPEND));
      boolean mayStay =
          writer.getDocStats().maxDoc == 0 || layout(model).equals(commitData(writer).get(LAYOUT));
      if (mayStay) {
        return writer;
      }
      writer.close();
      LOG.atInfo().log("article index of another layout, made anew");
    } catch (CorruptIndexException | IndexFormatTooOldException | IndexFormatTooNewException bad) {
      LOG.atWarn().setCause(bad).log("article index cannot be read, made anew");
    }
    empty(directory);
    return new IndexWriter(directory, config(OpenMode.CREATE));
  }

  /** Lucene reads what is there even before it writes over it. */
  private static void empty(Directory directory) throws IOException {
    try (Lock lock = directory.obtainLock(IndexWriter.WRITE_LOCK_NAME)) {
      lock.ensureValid();
      for (String file : directory.listAll()) {
        if (!file.equals(IndexWriter.WRITE_LOCK_NAME)) {
          directory.deleteFile(file);
        }
      }
    }
  }

  private static IndexWriterConfig config(OpenMode mode) {
    return new IndexWriterConfig()
        .setCodec(new SmallVectors())
        .setOpenMode(mode)
        .setCommitOnClose(false)
        .setSimilarity(ArticleWords.SIMILARITY)
        .setRAMBufferSizeMB(16);
  }

  /**
   * Vectors are looked through as bytes, at a third of the cost, and compared as they are once
   * found.
   */
  private static final class SmallVectors extends Lucene104Codec {

    private final KnnVectorsFormat format = new Lucene104HnswScalarQuantizedVectorsFormat();

    @Override
    public KnnVectorsFormat getKnnVectorsFormatForField(String field) {
      return format;
    }
  }

  private static String layout(String model) {
    return CURRENT_LAYOUT + " " + model;
  }

  static void commit(IndexWriter writer, Map<String, String> progress, String model)
      throws IOException {
    Map<String, String> data = new HashMap<>(progress);
    data.put(LAYOUT, layout(model));
    writer.setLiveCommitData(data.entrySet());
    writer.commit();
    writer.forceMerge(MOST_PARTS, false);
  }

  /** What was handed to the last commit; empty for a new index. */
  static Map<String, String> progress(IndexWriter writer) {
    Map<String, String> data = commitData(writer);
    data.remove(LAYOUT);
    return data;
  }

  private static Map<String, String> commitData(IndexWriter writer) {
    Map<String, String> data = new HashMap<>();
    Iterable<Map.Entry<String, String>> live = writer.getLiveCommitData();
    if (live != null) {
      live.forEach(entry -> data.put(entry.getKey(), entry.getValue()));
    }
    return data;
  }
}
