package io.cueline.bench;

import io.cueline.schemas.topic.TopicNames;
import io.cueline.schemas.topic.Topics;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.AutoOffsetReset;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;
import org.jspecify.annotations.Nullable;

/** The least that Kafka Streams can do with the records: nothing is decoded. */
final class Baselines {

  private static final String FRAMES = "frames";
  private static final String LAST = "last";

  private Baselines() {}

  static Topology of(Contender contender, TopicNames names) {
    Topology topology = new Topology();
    topology.addSource(
        AutoOffsetReset.earliest(),
        FRAMES,
        // As the compliance topology reads them.
        (record, before) -> Math.max(0, record.timestamp()),
        new StringDeserializer(),
        new ByteArrayDeserializer(),
        names.of(Topics.TRANSCRIPT_FRAMES));
    return switch (contender) {
      case TOPOLOGY -> throw new IllegalArgumentException("is no baseline");
      case GET_AND_PUT -> getAndPut(topology, store());
      case CACHED_GET_AND_PUT -> getAndPut(topology, store().withCachingEnabled());
      case PASS_THROUGH ->
          topology.addSink(
              "out",
              names.of(Topics.NEAR_MISSES),
              new StringSerializer(),
              new ByteArraySerializer(),
              FRAMES);
    };
  }

  private static Topology getAndPut(
      Topology topology, StoreBuilder<KeyValueStore<String, byte[]>> store) {
    return topology
        .addProcessor("get-and-put", GetAndPut::new, FRAMES)
        .addStateStore(store, "get-and-put");
  }

  private static StoreBuilder<KeyValueStore<String, byte[]>> store() {
    return Stores.keyValueStoreBuilder(
            Stores.persistentKeyValueStore(LAST), Serdes.String(), Serdes.ByteArray())
        .withLoggingEnabled(
            Map.of(
                TopicConfig.MESSAGE_TIMESTAMP_AFTER_MAX_MS_CONFIG, Long.toString(Long.MAX_VALUE)));
  }

  private static final class GetAndPut implements Processor<String, byte[], Void, Void> {
    private @Nullable KeyValueStore<String, byte[]> store;
    private long known;

    @Override
    public void init(ProcessorContext<Void, Void> context) {
      store = context.getStateStore(LAST);
    }

    @Override
    public void process(Record<String, byte[]> record) {
      KeyValueStore<String, byte[]> last = Objects.requireNonNull(store);
      if (last.get(record.key()) != null) {
        known++;
      }
      last.put(record.key(), record.value());
    }

    @Override
    public void close() {
      if (known < 0) {
        throw new IllegalStateException("counted backwards");
      }
    }
  }
}
