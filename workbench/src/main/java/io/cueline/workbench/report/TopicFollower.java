package io.cueline.workbench.report;

import io.cueline.runtime.kafka.KafkaAccess;
import io.cueline.runtime.kafka.WholeTopic;
import io.cueline.schemas.serde.AvroSerde;
import io.cueline.schemas.serde.SchemaDirectory;
import io.cueline.schemas.serde.SchemaTopic;
import io.cueline.schemas.topic.Topic;
import io.cueline.schemas.topic.TopicNames;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads topics from their beginning, committed records only, and hands each to its taker. Either
 * once to the end ({@link #readToEnd}) or for as long as it lives ({@link #start}), on a thread of
 * its own.
 */
public final class TopicFollower implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(TopicFollower.class);
  private static final Duration POLL = Duration.ofMillis(100);

  /** A record with what is around it. */
  public record Row<V>(String key, V value, TopicPartition partition, long offset) {}

  private record Taker<V extends SpecificRecord>(AvroSerde<V> serde, Consumer<Row<V>> consumer) {
    void take(ConsumerRecord<String, byte[]> row) {
      V value = serde.deserialize(row.topic(), row.value());
      if (value != null) {
        TopicPartition partition = new TopicPartition(row.topic(), row.partition());
        consumer.accept(new Row<>(row.key(), value, partition, row.offset()));
      }
    }
  }

  private final KafkaConsumer<String, byte[]> consumer;
  private final TopicNames names;
  private final SchemaDirectory directory;
  private final Map<String, Taker<?>> takers = new HashMap<>();
  private final Map<TopicPartition, Long> lastData = new ConcurrentHashMap<>();
  private final Thread thread = Thread.ofPlatform().daemon().name("follower").unstarted(this::run);

  public TopicFollower(KafkaAccess kafka) {
    names = new TopicNames(kafka.prefix());
    directory = new SchemaTopic(kafka.clientConfig(), names).directory();
    Map<String, Object> config = kafka.clientConfig();
    config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    consumer = new KafkaConsumer<>(config, new StringDeserializer(), new ByteArrayDeserializer());
  }

  /** Before reading begins: who takes a topic's records. */
  public <V extends SpecificRecord> TopicFollower take(Topic<V> topic, Consumer<V> taker) {
    return takeRows(topic, row -> taker.accept(row.value()));
  }

  /** The same, with key and position. */
  public <V extends SpecificRecord> TopicFollower takeRows(Topic<V> topic, Consumer<Row<V>> taker) {
    takers.put(names.of(topic), new Taker<>(AvroSerde.of(topic, directory), taker));
    return this;
  }

  /** Reads on and on, until closed. */
  public TopicFollower start() {
    assign();
    thread.start();
    return this;
  }

  /** Reads what stands in the topics as of now, and returns. */
  public void readToEnd() {
    assign();
    WholeTopic.readOn(consumer, this::take);
  }

  /** The offset of the last record seen in each partition that had any. */
  public Map<TopicPartition, Long> lastOffsets(Topic<?> topic) {
    Map<TopicPartition, Long> offsets = new HashMap<>();
    lastData.forEach(
        (partition, offset) -> {
          if (partition.topic().equals(names.of(topic))) {
            offsets.put(partition, offset);
          }
        });
    return offsets;
  }

  @Override
  public void close() {
    consumer.wakeup();
    try {
      if (thread.isAlive()) {
        thread.join(Duration.ofSeconds(5));
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
    if (!thread.isAlive()) {
      consumer.close();
    }
  }

  private void assign() {
    List<TopicPartition> partitions =
        takers.keySet().stream().flatMap(topic -> WholeTopic.partitions(consumer, topic)).toList();
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
  }

  private void run() {
    try {
      while (!Thread.currentThread().isInterrupted()) {
        consumer.poll(POLL).forEach(this::take);
      }
    } catch (WakeupException closing) {
      LOG.atDebug().log("follower closes");
    }
  }

  private void take(ConsumerRecord<String, byte[]> row) {
    Taker<?> taker = takers.get(row.topic());
    try {
      if (taker != null) {
        taker.take(row);
      }
    } catch (SerializationException unreadable) {
      LOG.atWarn()
          .addKeyValue("topic", row.topic())
          .addKeyValue("offset", row.offset())
          .log("skipped a record that cannot be read");
    }
    lastData.put(new TopicPartition(row.topic(), row.partition()), row.offset());
  }
}
