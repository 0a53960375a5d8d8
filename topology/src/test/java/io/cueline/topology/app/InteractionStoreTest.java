package io.cueline.topology.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.cueline.schemas.StoredEntry;
import io.cueline.schemas.serde.AvroSerde;
import io.cueline.schemas.serde.SchemaDirectory;
import io.cueline.topology.compliance.Kept;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On a real RocksDB, with room for two decoded interactions. */
class InteractionStoreTest {

  private static final int ROOM = 2;

  @TempDir Path folder;

  private final KeyValueStore<String, StoredEntry> stored =
      Stores.keyValueStoreBuilder(
              Stores.persistentKeyValueStore("interactions"),
              Serdes.String(),
              new AvroSerde<>(StoredEntry.class, SchemaDirectory.compiledIn()))
          .withLoggingDisabled()
          .build();
  private final InteractionStore store = new InteractionStore(stored, ROOM);

  @BeforeEach
  void open() {
    MockProcessorContext<Void, Void> context =
        new MockProcessorContext<>(
            new Properties(), new org.apache.kafka.streams.processor.TaskId(0, 0), folder.toFile());
    store.init(context.getStateStoreContext(), store);
  }

  @AfterEach
  void close() {
    store.close();
  }

  @Test
  void whatIsDecodedIsWrittenOnlyAtTheCommit() {
    store.put("a", kept(1));
    store.put("a", kept(2));
    assertThat(stored.get("a")).isNull();

    store.flushCache();

    assertThat(store.get("a")).isEqualTo(kept(2));
    assertThat(stored.get("a")).isEqualTo(written(2));
  }

  @Test
  void theOneUnusedLongestMakesRoomAndIsReadAgainAsItWas() {
    store.put("a", kept(1));
    store.put("b", kept(2));
    assertThat(store.get("a")).isPresent();

    store.put("c", kept(3));

    assertThat(stored.get("b")).isEqualTo(written(2));
    assertThat(stored.get("a")).isNull();
    assertThat(store.get("b")).isEqualTo(kept(2));
  }

  @Test
  void whatHasNotChangedIsNotWrittenAgain() {
    store.put("a", kept(1));
    store.flushCache();
    stored.delete("a");

    assertThat(store.get("a")).isEqualTo(kept(1));
    store.flushCache();
    store.put("b", kept(2));
    store.put("c", kept(3));

    assertThat(stored.get("a")).isNull();
  }

  @Test
  void whatIsRemovedIsGoneFromTheCommitOnOrWhenItMakesRoom() {
    List.of("a", "b").forEach(key -> store.put(key, kept(1)));
    store.flushCache();

    store.put("a", Optional.empty());
    assertThat(store.get("a")).isEmpty();
    assertThat(stored.get("a")).isNotNull();
    store.flushCache();
    assertThat(stored.get("a")).isNull();

    store.put("b", Optional.empty());
    List.of("c", "d").forEach(key -> store.put(key, kept(1)));
    assertThat(stored.get("b")).isNull();
    assertThat(store.get("b")).isEmpty();
  }

  @Test
  void whatWasNotCommittedIsForgottenWithTheTask() {
    store.put("a", kept(1));
    store.flushCache();
    store.put("a", kept(2));

    store.clearCache();

    assertThat(store.get("a")).isEqualTo(kept(1));
  }

  private static Optional<Kept> kept(long second) {
    return Optional.of(new Kept.Ended("stream", Instant.ofEpochSecond(second), List.of()));
  }

  private static StoredEntry written(long second) {
    return StateCodec.write(kept(second).orElseThrow());
  }
}
