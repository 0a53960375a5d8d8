package io.cueline.topology.app;

import io.cueline.schemas.StoredEntry;
import io.cueline.schemas.serde.AvroSerde;
import io.cueline.schemas.serde.SchemaDirectory;
import java.util.Map;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/** Builds {@link InteractionStore}s over RocksDB with a changelog. */
final class InteractionStoreBuilder implements StoreBuilder<InteractionStore> {

  /** Of a task; decoded, one takes a few kilobytes. */
  private static final int DECODED = 2_000;

  private final StoreBuilder<KeyValueStore<String, StoredEntry>> stored;

  InteractionStoreBuilder(SchemaDirectory schemas) {
    this.stored =
        Stores.keyValueStoreBuilder(
                Stores.persistentKeyValueStore(Names.INTERACTIONS),
                Serdes.String(),
                new AvroSerde<>(StoredEntry.class, schemas))
            .withCachingDisabled()
            // A replay's clock may run ahead of the broker's.
            .withLoggingEnabled(
                Map.of(
                    TopicConfig.MESSAGE_TIMESTAMP_AFTER_MAX_MS_CONFIG,
                    Long.toString(Long.MAX_VALUE)));
  }

  @Override
  public InteractionStore build() {
    return new InteractionStore(stored.build(), DECODED);
  }

  @Override
  public StoreBuilder<InteractionStore> withCachingEnabled() {
    return this;
  }

  @Override
  public StoreBuilder<InteractionStore> withCachingDisabled() {
    return this;
  }

  @Override
  public StoreBuilder<InteractionStore> withLoggingEnabled(Map<String, String> config) {
    stored.withLoggingEnabled(config);
    return this;
  }

  @Override
  public StoreBuilder<InteractionStore> withLoggingDisabled() {
    stored.withLoggingDisabled();
    return this;
  }

  @Override
  public Map<String, String> logConfig() {
    return stored.logConfig();
  }

  @Override
  public boolean loggingEnabled() {
    return stored.loggingEnabled();
  }

  @Override
  public String name() {
    return stored.name();
  }
}
