package io.cueline.topology.app;

import io.cueline.schemas.StoredEntry;
import io.cueline.topology.compliance.Kept;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.BiConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.StateStoreContext;
import org.apache.kafka.streams.query.Position;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.internals.CacheFlushListener;
import org.apache.kafka.streams.state.internals.CachedStateStore;
import org.jspecify.annotations.Nullable;

/**
 * What is kept of interactions and sources, decoded as long as it is in use. What has changed is
 * encoded and written once per commit, just before it, which is when Streams asks its own caches to
 * do the same: so state, changelog, decisions and offsets still commit together, and what was not
 * committed is forgotten with the task.
 *
 * <p>Not thread-safe: a task's own.
 */
final class InteractionStore implements StateStore, CachedStateStore<String, Kept> {

  /** What is kept of an interaction, empty where it is to be removed. */
  private static final class Entry {
    private Optional<Kept> kept;
    private boolean changed;

    Entry(Optional<Kept> kept) {
      this.kept = kept;
    }
  }

  private final KeyValueStore<String, StoredEntry> stored;
  private final int most;
  private final SequencedMap<String, Entry> decoded = new LinkedHashMap<>(256, 0.75f, true);

  /**
   * @param stored keeps what is encoded, without a cache of its own
   * @param most how many interactions stay decoded
   */
  InteractionStore(KeyValueStore<String, StoredEntry> stored, int most) {
    this.stored = stored;
    this.most = most;
  }

  Optional<Kept> get(String key) {
    Entry entry = decoded.get(key);
    if (entry == null) {
      StoredEntry found = stored.get(key);
      if (found == null) {
        return Optional.empty();
      }
      entry = new Entry(Optional.of(StateCodec.readKept(found)));
      decoded.put(key, entry);
      bound();
    }
    return entry.kept;
  }

  /** Empty removes. */
  void put(String key, Optional<Kept> kept) {
    Entry entry = decoded.get(key);
    if (entry == null) {
      entry = new Entry(kept);
      decoded.put(key, entry);
      entry.changed = true;
      bound();
    } else {
      entry.kept = kept;
      entry.changed = true;
    }
  }

  /** An entry as it is stored, at once: of a source, of which there are few changes. */
  void write(String key, StoredEntry entry) {
    decoded.remove(key);
    stored.put(key, entry);
  }

  /** All entries as they were at the last commit, for a task that starts. */
  void forEach(BiConsumer<String, StoredEntry> visitor) {
    try (KeyValueIterator<String, StoredEntry> all = stored.all()) {
      while (all.hasNext()) {
        var row = all.next();
        visitor.accept(row.key, row.value);
      }
    }
  }

  private void bound() {
    while (decoded.size() > most) {
      Map.Entry<String, Entry> oldest = Objects.requireNonNull(decoded.pollFirstEntry());
      save(oldest.getKey(), oldest.getValue());
    }
  }

  private void save(String key, Entry entry) {
    if (entry.changed) {
      stored.put(key, entry.kept.map(StateCodec::write).orElse(null));
      entry.changed = false;
    }
  }

  @Override
  public void flushCache() {
    decoded.forEach(this::save);
    decoded.values().removeIf(entry -> entry.kept.isEmpty());
  }

  @Override
  public void clearCache() {
    decoded.clear();
  }

  @Override
  public boolean setFlushListener(
      @Nullable CacheFlushListener<String, Kept> listener, boolean sendOldValues) {
    return false;
  }

  @Override
  public String name() {
    return stored.name();
  }

  @Override
  public void init(StateStoreContext context, StateStore root) {
    decoded.clear();
    stored.init(context, root);
  }

  @Override
  public void commit(Map<TopicPartition, Long> changelogOffsets) {
    stored.commit(changelogOffsets);
  }

  @Override
  public @Nullable Long committedOffset(TopicPartition partition) {
    return stored.committedOffset(partition);
  }

  @Override
  @SuppressWarnings("deprecation") // must say the same as what it wraps as long as it is there
  public boolean managesOffsets() {
    return stored.managesOffsets();
  }

  /** Without writing: what a commit has not taken is not to be kept. */
  @Override
  public void close() {
    decoded.clear();
    stored.close();
  }

  @Override
  public boolean persistent() {
    return stored.persistent();
  }

  @Override
  public boolean isOpen() {
    return stored.isOpen();
  }

  @Override
  public Position getPosition() {
    return stored.getPosition();
  }
}
