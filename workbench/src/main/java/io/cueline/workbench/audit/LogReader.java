package io.cueline.workbench.audit;

import io.cueline.runtime.kafka.KafkaAccess;
import io.cueline.runtime.service.StartupException;
import io.cueline.schemas.serde.AvroSerde;
import io.cueline.schemas.serde.SchemaDirectory;
import io.cueline.schemas.serde.SchemaTopic;
import io.cueline.schemas.topic.InteractionPartitioner;
import io.cueline.schemas.topic.Topic;
import io.cueline.schemas.topic.TopicNames;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads topics partition by partition, each in the order of its log, committed records only. For
 * one thread, but for {@link #wakeup}.
 */
final class LogReader implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(LogReader.class);
  private static final Duration POLL = Duration.ofMillis(200);

  /** A connection answers nothing else while a fetch waits for records. */
  private static final Duration FETCH_WAIT = Duration.ofMillis(50);

  /** A record with what is around it. */
  record Row<V>(String key, V value, TopicPartition partition, long offset) {}

  private final KafkaConsumer<String, byte[]> consumer;
  private final TopicNames names;
  private final SchemaDirectory schemas;

  LogReader(KafkaAccess kafka) {
    names = new TopicNames(kafka.prefix());
    schemas = new SchemaTopic(kafka.clientConfig(), names).directory();
    Map<String, Object> config = kafka.clientConfig();
    config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    config.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, (int) FETCH_WAIT.toMillis());
    config.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    consumer = new KafkaConsumer<>(config, new StringDeserializer(), new ByteArrayDeserializer());
  }

  SchemaDirectory schemas() {
    return schemas;
  }

  /**
   * @throws StartupException where the topic does not exist
   */
  List<TopicPartition> partitions(Topic<?> topic) {
    String name = names.of(topic);
    List<PartitionInfo> known = consumer.partitionsFor(name);
    if (known.isEmpty()) {
      throw new StartupException(
          "there is no topic %s: is the prefix right, and has Cueline run here?".formatted(name));
    }
    return known.stream()
        .map(each -> new TopicPartition(name, each.partition()))
        .sorted(ORDER)
        .toList();
  }

  private static final java.util.Comparator<TopicPartition> ORDER =
      java.util.Comparator.comparingInt(TopicPartition::partition);

  /** The one partition that holds all of an interaction. */
  TopicPartition partitionOf(Topic<?> topic, String interactionId) {
    List<TopicPartition> all = partitions(topic);
    return all.get(InteractionPartitioner.partition(interactionId, all.size()));
  }

  /** Whether records at its beginning are gone. */
  boolean hasLostItsBeginning(TopicPartition partition) {
    return consumer.beginningOffsets(List.of(partition)).getOrDefault(partition, 0L) > 0;
  }

  /** Hands over what stands in a partition as of now, tombstones and the unreadable left out. */
  <V extends SpecificRecord> void read(
      Topic<V> topic, TopicPartition partition, Consumer<Row<V>> taker) {
    read(topic, List.of(partition), taker);
  }

  /** The same for some partitions of a topic at once. */
  <V extends SpecificRecord> void read(
      Topic<V> topic, List<TopicPartition> partitions, Consumer<Row<V>> taker) {
    AvroSerde<V> serde = AvroSerde.of(topic, schemas);
    Map<TopicPartition, Long> ends = ends(partitions);
    consumer.seekToBeginning(partitions);
    while (ends.entrySet().stream().anyMatch(end -> isBefore(end.getKey(), end.getValue()))) {
      for (ConsumerRecord<String, byte[]> row : consumer.poll(POLL)) {
        if (row.offset() < ends.getOrDefault(partition(row), 0L)) {
          decode(serde, row).ifPresent(taker);
        }
      }
    }
  }

  private boolean isBefore(TopicPartition partition, long end) {
    return consumer.position(partition) < end;
  }

  private static TopicPartition partition(ConsumerRecord<String, byte[]> row) {
    return new TopicPartition(row.topic(), row.partition());
  }

  /** Begins to follow partitions; where nothing is said of one, from its beginning. */
  void follow(List<TopicPartition> partitions, Map<TopicPartition, Long> from) {
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions.stream().filter(each -> !from.containsKey(each)).toList());
    from.forEach(consumer::seek);
  }

  /** Turns to these partitions, and tells where each of them ends as of now. */
  Map<TopicPartition, Long> ends(List<TopicPartition> partitions) {
    // The consumer warns of the ends of what it is not assigned.
    consumer.assign(partitions);
    return consumer.endOffsets(partitions);
  }

  long position(TopicPartition partition) {
    return consumer.position(partition);
  }

  /** What has come since, or nothing within a moment. */
  ConsumerRecords<String, byte[]> poll() {
    return consumer.poll(POLL);
  }

  /** Empty for a tombstone, and for what cannot be read, which is logged. */
  <V extends SpecificRecord> Optional<Row<V>> decode(
      AvroSerde<V> serde, ConsumerRecord<String, byte[]> row) {
    try {
      return Optional.ofNullable(row.value())
          .map(bytes -> serde.deserialize(row.topic(), bytes))
          .map(value -> new Row<>(row.key(), value, partition(row), row.offset()));
    } catch (SerializationException unreadable) {
      LOG.atWarn()
          .addKeyValue("topic", row.topic())
          .addKeyValue("partition", row.partition())
          .addKeyValue("offset", row.offset())
          .log("skipped a record that cannot be read");
      return Optional.empty();
    }
  }

  /** Ends a {@link #poll} with a WakeupException; from any thread. */
  void wakeup() {
    consumer.wakeup();
  }

  @Override
  public void close() {
    consumer.close();
  }
}
