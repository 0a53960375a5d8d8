package io.cueline.topology.app;

import io.cueline.schemas.StoredEntry;
import io.cueline.topology.compliance.Kept;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
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
    private final String key;
    private Optional<Kept> kept;
    private boolean changed;

    Entry(String key, Optional<Kept> kept) {
      this.key = key;
      this.kept = kept;
    }
  }

  private final KeyValueStore<String, StoredEntry> stored;
  private final int most;
  private final SequencedMap<String, Entry> decoded = new LinkedHashMap<>(256, 0.75f, true);

  /** Since the last commit; may hold some that have been saved meanwhile. */
  private final List<Entry> changes = new ArrayList<>();

  private Runnable onCommit = () -> {};

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
      entry = new Entry(key, Optional.of(StateCodec.readKept(found)));
      decoded.put(key, entry);
      bound();
    }
    return entry.kept;
  }

  /** Empty removes. */
  void put(String key, Optional<Kept> kept) {
    Entry entry = decoded.get(key);
    if (entry == null) {
      entry = new Entry(key, kept);
      decoded.put(key, entry);
      change(entry, kept);
      bound();
    } else {
      change(entry, kept);
    }
  }

  private void change(Entry entry, Optional<Kept> kept) {
    entry.kept = kept;
    if (!entry.changed) {
      entry.changed = true;
      changes.add(entry);
    }
  }

  /** An entry as it is stored, at once: of a source, of which there are few changes. */
  void write(String key, StoredEntry entry) {
    Entry replaced = decoded.remove(key);
    if (replaced != null) {
      replaced.changed = false;
    }
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
      save(Objects.requireNonNull(decoded.pollFirstEntry()).getValue());
    }
  }

  private void save(Entry entry) {
    if (entry.changed) {
      stored.put(entry.key, entry.kept.map(StateCodec::write).orElse(null));
      entry.changed = false;
    }
  }

  /** Told at the beginning of each commit that this store takes part in. */
  void onCommit(Runnable told) {
    onCommit = told;
  }

  private void forget() {
    decoded.clear();
    changes.clear();
  }

  @Override
  public void flushCache() {
    onCommit.run();
    for (Entry entry : changes) {
      save(entry);
      if (entry.kept.isEmpty()) {
        decoded.remove(entry.key, entry);
      }
    }
    changes.clear();
  }

  @Override
  public void clearCache() {
    forget();
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
    forget();
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
    forget();
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
