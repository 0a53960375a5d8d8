package io.cueline.bench;

import io.cueline.runtime.kafka.KafkaAccess;
import io.cueline.runtime.kafka.WholeTopic;
import io.cueline.schemas.Delivery;
import io.cueline.schemas.serde.AvroSerde;
import io.cueline.schemas.serde.SchemaDirectory;
import io.cueline.schemas.topic.TopicNames;
import io.cueline.schemas.topic.Topics;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads the receipts of prompts. */
final class Receipts {

  private static final String PROMPTS = "prompts";

  private final KafkaAccess kafka;
  private final String topic;
  private final AvroSerde<Delivery> serde =
      AvroSerde.of(Topics.DELIVERIES, SchemaDirectory.compiledIn());

  Receipts(KafkaAccess kafka) {
    this.kafka = kafka;
    this.topic = new TopicNames(kafka.prefix()).of(Topics.DELIVERIES);
  }

  /** The first receipt of each interaction. */
  record ByInteraction(Map<String, Delivery> first) {
    Optional<Delivery> of(String interactionId) {
      return Optional.ofNullable(first.get(interactionId));
    }
  }

  /** Of what was read by ingest from then on, as far as it has been receipted. */
  ByInteraction since(Instant begun) {
    Map<String, Delivery> first = new HashMap<>();
    Map<String, Object> config = kafka.clientConfig();
    config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      WholeTopic.read(
          consumer,
          topic,
          row -> {
            Delivery receipt = serde.deserializer().deserialize(topic, row.value());
            if (receipt.getChannel().equals(PROMPTS) && !receipt.getReceivedAt().isBefore(begun)) {
              first.merge(receipt.getInteractionId(), receipt, Receipts::earlier);
            }
          });
    }
    return new ByInteraction(first);
  }

  private static Delivery earlier(Delivery one, Delivery other) {
    return other.getReceivedAt().isBefore(one.getReceivedAt()) ? other : one;
  }
}
