package io.cueline.ingest.support;

import io.cueline.runtime.kafka.WholeTopic;
import io.cueline.schemas.serde.AvroSerde;
import io.cueline.schemas.serde.SchemaDirectory;
import io.cueline.schemas.topic.Topic;
import io.cueline.schemas.topic.TopicNames;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** All that stands in a topic, partition by partition in its order. */
public final class Written {

  private Written() {}

  public static <V extends SpecificRecord> List<ConsumerRecord<String, V>> in(
      String bootstrapServers, TopicNames names, Topic<V> topic) {
    Map<String, Object> config =
        Map.of(
            ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
            bootstrapServers,
            ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
            false,
            ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG,
            10);
    AvroSerde<V> serde = AvroSerde.of(topic, SchemaDirectory.compiledIn());
    List<ConsumerRecord<String, V>> rows = new ArrayList<>();
    try (KafkaConsumer<String, V> consumer =
        new KafkaConsumer<>(config, new StringDeserializer(), serde)) {
      WholeTopic.read(consumer, names.of(topic), rows::add);
    }
    rows.sort(
        java.util.Comparator.<ConsumerRecord<String, V>>comparingInt(ConsumerRecord::partition)
            .thenComparingLong(ConsumerRecord::offset));
    return rows;
  }
}
