package io.cueline.topology.knowledge;

import io.cueline.schemas.Insight;
import io.cueline.schemas.KnowledgeQuery;
import io.cueline.schemas.KnowledgeResult;
import io.cueline.schemas.LookUpState;
import io.cueline.schemas.serde.AvroSerde;
import io.cueline.schemas.serde.SchemaDirectory;
import io.cueline.schemas.topic.TopicNames;
import io.cueline.schemas.topic.Topics;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/** The look-up's topology: queries and what the tenant found, one processor, insights. */
final class KnowledgeTopology {

  static final String QUERIES = "queries";
  static final String RESULTS = "results";
  static final String LOOK_UP = "look-up";
  static final String STORE = "look-ups";
  static final String INSIGHTS = "insights";

  private KnowledgeTopology() {}

  static Topology build(
      TopicNames names,
      SchemaDirectory directory,
      ProcessorSupplier<String, SpecificRecord, String, Insight> lookUp) {
    Serde<String> key = Serdes.String();
    AvroSerde<KnowledgeQuery> query = AvroSerde.of(Topics.KNOWLEDGE_QUERIES, directory);
    AvroSerde<KnowledgeResult> result = AvroSerde.of(Topics.KNOWLEDGE_RESULTS, directory);
    AvroSerde<Insight> insight = AvroSerde.of(Topics.INSIGHTS, directory);
    StoreBuilder<KeyValueStore<String, LookUpState>> store =
        Stores.keyValueStoreBuilder(
            Stores.persistentKeyValueStore(STORE),
            key,
            new AvroSerde<>(LookUpState.class, directory));
    return new Topology()
        .addSource(QUERIES, key.deserializer(), query, names.of(Topics.KNOWLEDGE_QUERIES))
        .addSource(RESULTS, key.deserializer(), result, names.of(Topics.KNOWLEDGE_RESULTS))
        .addProcessor(LOOK_UP, lookUp, QUERIES, RESULTS)
        .addStateStore(store, LOOK_UP)
        .addSink(INSIGHTS, names.of(Topics.INSIGHTS), key.serializer(), insight, LOOK_UP);
  }
}
