package io.cueline.broker;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.awaitility.Awaitility;

/** Plain Kafka clients of one broker. */
final class Clients {

  private final String bootstrapServers;

  Clients(String bootstrapServers) {
    this.bootstrapServers = bootstrapServers;
  }

  Clients(EmbeddedBroker broker) {
    this(broker.bootstrapServers());
  }

  void createTopic(String topic) throws ExecutionException, InterruptedException {
    try (Admin admin = Admin.create(config())) {
      admin
          .createTopics(List.of(new NewTopic(topic, Optional.of(2), Optional.empty())))
          .all()
          .get();
    }
  }

  KafkaProducer<String, String> transactionalProducer(String id) {
    KafkaProducer<String, String> producer =
        new KafkaProducer<>(
            with(Map.of("transactional.id", id, "transaction.timeout.ms", 2000)),
            new StringSerializer(),
            new StringSerializer());
    producer.initTransactions();
    return producer;
  }

  void write(String topic, String value) {
    try (KafkaProducer<String, String> producer = transactionalProducer("writer")) {
      producer.beginTransaction();
      var _ = producer.send(new ProducerRecord<>(topic, "k", value));
      producer.commitTransaction();
    }
  }

  /** Reads as a member of a group until that many values have come. */
  List<String> committedValues(String topic, String group, int count) {
    List<String> values = new ArrayList<>();
    Map<String, Object> config =
        with(
            Map.of(
                "group.id",
                group,
                "auto.offset.reset",
                "earliest",
                "isolation.level",
                "read_committed",
                "session.timeout.ms",
                6000));
    try (KafkaConsumer<String, String> consumer =
        new KafkaConsumer<>(config, new StringDeserializer(), new StringDeserializer())) {
      consumer.subscribe(List.of(topic));
      Awaitility.await()
          .atMost(Duration.ofSeconds(20))
          .pollDelay(Duration.ZERO)
          .pollInterval(Duration.ofMillis(1))
          .until(
              () -> {
                consumer
                    .poll(Duration.ofMillis(200))
                    .forEach((ConsumerRecord<String, String> each) -> values.add(each.value()));
                return values.size() >= count;
              });
      consumer.commitSync();
    }
    return values;
  }

  private Map<String, Object> config() {
    return with(Map.of());
  }

  private Map<String, Object> with(Map<String, Object> more) {
    Map<String, Object> config = new HashMap<>(more);
    config.put("bootstrap.servers", bootstrapServers);
    return config;
  }
}
