package io.cueline.schemas.serde;

import io.cueline.schemas.topic.Topic;
import io.cueline.schemas.topic.TopicNames;
import io.cueline.schemas.topic.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.avro.Schema;
import org.apache.avro.SchemaParseException;
import org.apache.avro.specific.SpecificData;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The {@code schemas} topic: a writer publishes its schemas before its first record, a reader looks
 * there for a fingerprint it does not know. Values are schemas as JSON text, keyed by fingerprint
 * in 16 hexadecimal digits. Thread-safe.
 */
public final class SchemaTopic {

  /** Unknown fingerprints are looked up at most this often, so that garbage costs little. */
  private static final Duration LOOK_UP_INTERVAL = Duration.ofSeconds(1);

  private static final Duration LOOK_UP_TIMEOUT = Duration.ofSeconds(10);
  private static final Logger LOG = LoggerFactory.getLogger(SchemaTopic.class);

  private final Map<String, Object> clientConfig;
  private final String topic;
  private final Map<Long, Schema> fetched = new HashMap<>();
  private long nextOffset;
  private long lastLookUp = System.nanoTime() - LOOK_UP_INTERVAL.toNanos();

  /**
   * @param clientConfig how to reach the cluster: {@code bootstrap.servers} and security
   */
  public SchemaTopic(Map<String, Object> clientConfig, TopicNames names) {
    this.clientConfig = Map.copyOf(clientConfig);
    this.topic = names.of(Topics.SCHEMAS);
  }

  /**
   * Writes every compiled-in schema and waits until they are stored. The topic must exist.
   *
   * @param more schemas of the application's own, such as that of a state store
   */
  public void publish(Schema... more) throws InterruptedException {
    List<Schema> schemas = new ArrayList<>(List.of(more));
    for (Topic<?> each : Topics.ALL) {
      each.valueType().map(SpecificData.get()::getSchema).ifPresent(schemas::add);
    }
    Map<String, Object> config = new HashMap<>(clientConfig);
    config.put(ProducerConfig.ACKS_CONFIG, "all");
    // On a topic just made, a second batch could overtake a first one that found no leader yet.
    config.put(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, 1);
    StringSerializer text = new StringSerializer();
    try (Producer<String, String> producer = new KafkaProducer<>(config, text, text)) {
      List<Future<RecordMetadata>> sent = new ArrayList<>();
      for (Schema schema : schemas) {
        sent.add(producer.send(new ProducerRecord<>(topic, key(schema), schema.toString())));
      }
      for (Future<RecordMetadata> each : sent) {
        each.get();
      }
    } catch (ExecutionException failure) {
      throw new KafkaException("cannot publish schemas to " + topic, failure.getCause());
    }
  }

  /** A directory that looks here for what is not compiled in. */
  public SchemaDirectory directory() {
    return new SchemaDirectory(this::find);
  }

  private synchronized Optional<Schema> find(long fingerprint) {
    Schema schema = fetched.get(fingerprint);
    if (schema == null && System.nanoTime() - lastLookUp >= LOOK_UP_INTERVAL.toNanos()) {
      lastLookUp = System.nanoTime();
      readOn();
      schema = fetched.get(fingerprint);
    }
    return Optional.ofNullable(schema);
  }

  private void readOn() {
    Map<String, Object> config = new HashMap<>(clientConfig);
    config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    StringDeserializer text = new StringDeserializer();
    TopicPartition partition = new TopicPartition(topic, 0);
    List<TopicPartition> partitions = List.of(partition);
    try (Consumer<String, String> consumer = new KafkaConsumer<>(config, text, text)) {
      consumer.assign(partitions);
      long end = consumer.endOffsets(partitions, LOOK_UP_TIMEOUT).getOrDefault(partition, 0L);
      consumer.seek(partition, nextOffset);
      long deadline = System.nanoTime() + LOOK_UP_TIMEOUT.toNanos();
      while (nextOffset < end && System.nanoTime() < deadline) {
        consumer.poll(Duration.ofMillis(200)).forEach(this::take);
        nextOffset = consumer.position(partition);
      }
    } catch (KafkaException failure) {
      LOG.atWarn()
          .addKeyValue("topic", topic)
          .setCause(failure)
          .log("cannot read published schemas");
    }
  }

  private void take(ConsumerRecord<String, String> row) {
    if (row.value() == null) {
      return;
    }
    try {
      Schema schema = new Schema.Parser().parse(row.value());
      fetched.put(SchemaDirectory.fingerprint(schema), schema);
    } catch (SchemaParseException unreadable) {
      LOG.atWarn()
          .addKeyValue("topic", topic)
          .addKeyValue("offset", row.offset())
          .log("skipped a record that is no schema");
    }
  }

  private static String key(Schema schema) {
    return "%016x".formatted(SchemaDirectory.fingerprint(schema));
  }
}
