package io.cueline.topology.app;

import java.util.Map;
import org.apache.kafka.streams.state.RocksDBConfigSetter;
import org.jspecify.annotations.Nullable;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.LRUCache;
import org.rocksdb.Options;
import org.rocksdb.WriteBufferManager;

/**
 * Bounds what all RocksDB stores of this process take off the heap together, however many
 * partitions it has: one block cache, which pays for the write buffers too. It goes when the last
 * store has closed.
 */
public final class BoundedRocksDb implements RocksDBConfigSetter {

  /** The setting of Streams' configuration: bytes of all stores together. */
  public static final String BYTES = "cueline.rocksdb.bytes";

  private static final long DEFAULT_BYTES = 128L << 20;
  private static final double INDEX_PART = 0.1;
  private static final int BLOCK_BYTES = 16 << 10;
  private static final long WRITE_BUFFER_BYTES = 8L << 20;

  private record Shared(LRUCache cache, WriteBufferManager buffers) {}

  private static final Object LOCK = new Object();
  private static @Nullable Shared shared;
  private static int users;

  @Override
  public void setConfig(String storeName, Options options, Map<String, Object> configs) {
    Shared memory = acquire(configs);
    if (options.tableFormatConfig() instanceof BlockBasedTableConfig table) {
      table.setBlockCache(memory.cache);
      table.setBlockSize(BLOCK_BYTES);
      table.setCacheIndexAndFilterBlocks(true);
      table.setCacheIndexAndFilterBlocksWithHighPriority(true);
      options.setTableFormatConfig(table);
    }
    options.setWriteBufferManager(memory.buffers);
    options.setWriteBufferSize(WRITE_BUFFER_BYTES);
  }

  @Override
  public void close(String storeName, Options options) {
    synchronized (LOCK) {
      users--;
      if (users == 0 && shared != null) {
        shared.buffers.close();
        shared.cache.close();
        shared = null;
      }
    }
  }

  private static Shared acquire(Map<String, Object> configs) {
    synchronized (LOCK) {
      users++;
      Shared memory = shared;
      if (memory == null) {
        long bytes = configs.get(BYTES) instanceof Number given ? given.longValue() : DEFAULT_BYTES;
        LRUCache cache = new LRUCache(bytes, -1, false, INDEX_PART);
        memory = new Shared(cache, new WriteBufferManager(bytes / 2, cache));
        shared = memory;
      }
      return memory;
    }
  }
}
