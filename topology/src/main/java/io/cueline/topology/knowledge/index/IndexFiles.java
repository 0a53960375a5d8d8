package io.cueline.topology.knowledge.index;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.index.CorruptIndexException;
import org.apache.lucene.index.IndexFormatTooNewException;
import org.apache.lucene.index.IndexFormatTooOldException;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.IndexWriterConfig.OpenMode;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.Lock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Opens an index for writing, and keeps the writer's progress in its commits. */
final class IndexFiles {

  private static final Logger LOG = LoggerFactory.getLogger(IndexFiles.class);

  /** Written into each commit; an index of another layout is made anew. */
  private static final String LAYOUT = "layout";

  private static final String CURRENT_LAYOUT = "2";

  private IndexFiles() {}

  /**
   * Appends to what is there, or starts anew where that cannot be read or is laid out otherwise, or
   * has vectors of another model.
   */
  static IndexWriter open(Directory directory, Analyzer analysis, String model) throws IOException {
    try {
      IndexWriter writer = new IndexWriter(directory, config(analysis, OpenMode.CREATE_OR_APPEND));
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
    return new IndexWriter(directory, config(analysis, OpenMode.CREATE));
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

  private static IndexWriterConfig config(Analyzer analysis, OpenMode mode) {
    return new IndexWriterConfig(analysis)
        .setOpenMode(mode)
        .setCommitOnClose(false)
        .setRAMBufferSizeMB(16);
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
