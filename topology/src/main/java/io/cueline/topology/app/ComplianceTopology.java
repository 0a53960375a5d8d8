package io.cueline.topology.app;

import io.cueline.schemas.serde.AvroSerde;
import io.cueline.schemas.serde.SchemaDirectory;
import io.cueline.schemas.topic.InteractionPartitioner;
import io.cueline.schemas.topic.Topic;
import io.cueline.schemas.topic.TopicNames;
import io.cueline.schemas.topic.Topics;
import java.util.Optional;
import java.util.Set;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.AutoOffsetReset;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.processor.StreamPartitioner;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;

/**
 * Frames in, and what agents acknowledged at their desktops; violations, scorecards, disclosure
 * states, near misses, cues, queries, feedback out.
 */
public final class ComplianceTopology {

  private final TopicNames names;
  private final SchemaDirectory schemas;
  private final Topology topology = new Topology();

  private ComplianceTopology(TopicNames names, SchemaDirectory schemas) {
    this.names = names;
    this.schemas = schemas;
  }

  static Topology build(
      TopicNames names,
      SchemaDirectory schemas,
      ProcessorSupplier<String, SpecificRecord, String, SpecificRecord> compliance) {
    return new ComplianceTopology(names, schemas).build(compliance);
  }

  private Topology build(
      ProcessorSupplier<String, SpecificRecord, String, SpecificRecord> compliance) {
    source(Names.FRAMES, Topics.TRANSCRIPT_FRAMES);
    source(Names.FROM_FEEDBACK, Topics.FEEDBACK);
    topology.addProcessor(Names.COMPLIANCE, compliance, Names.FRAMES, Names.FROM_FEEDBACK);
    topology.addStateStore(new InteractionStoreBuilder(schemas), Names.COMPLIANCE);
    sink(Names.TO_VIOLATIONS, Topics.VIOLATIONS);
    sink(Names.TO_SCORECARDS, Topics.SCORECARDS);
    sink(Names.TO_DISCLOSURES, Topics.DISCLOSURE_STATES);
    sink(Names.TO_NEAR_MISSES, Topics.NEAR_MISSES);
    sink(Names.TO_CUES, Topics.CUES);
    sink(Names.TO_QUERIES, Topics.KNOWLEDGE_QUERIES);
    sink(Names.TO_FEEDBACK, Topics.FEEDBACK);
    return topology;
  }

  private <V extends SpecificRecord> void source(String node, Topic<V> topic) {
    topology.addSource(
        AutoOffsetReset.earliest(),
        node,
        // Time is in the frames; a record's own stamp is for retention and for people.
        (record, before) -> Math.max(0, record.timestamp()),
        new StringDeserializer(),
        AvroSerde.of(topic, schemas),
        names.of(topic));
  }

  private <V extends SpecificRecord> void sink(String node, Topic<V> topic) {
    topology.addSink(
        node,
        names.of(topic),
        new StringSerializer(),
        AvroSerde.of(topic, schemas),
        BY_INTERACTION,
        Names.COMPLIANCE);
  }

  /** All records of an interaction lie in the partition of its frames, whatever their keys. */
  private static final StreamPartitioner<String, SpecificRecord> BY_INTERACTION =
      (topic, key, value, partitions) ->
          Optional.of(Set.of(InteractionPartitioner.partition(interactionId(value), partitions)));

  private static String interactionId(SpecificRecord value) {
    return value.get(value.getSchema().getField("interactionId").pos()).toString();
  }
}
