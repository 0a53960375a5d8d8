package io.cueline.bench;

import io.cueline.ingest.IngestSettings;
import io.cueline.runtime.kafka.KafkaAccess;
import io.cueline.runtime.settings.Settings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/**
 * What Kafka itself takes of the same records: the bytes that ingest wrote, read back, written once
 * more by a producer set as ingest's, with nothing to do but to send.
 */
final class BareProducer {

  private static final Duration LEADERS = Duration.ofMillis(300);

  private final KafkaAccess kafka;
  private final Settings settings;
  private final List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
  private int partitions;

  BareProducer(KafkaAccess kafka, Settings settings) {
    this.kafka = kafka;
    this.settings = settings;
  }

  /** Reads a topic's records back, the first so many. */
  void load(String topic, int count) {
    Map<String, Object> config = kafka.clientConfig();
    config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      List<TopicPartition> all =
          consumer.partitionsFor(topic).stream()
              .map(each -> new TopicPartition(topic, each.partition()))
              .toList();
      partitions = all.size();
      consumer.assign(all);
      consumer.seekToBeginning(all);
      while (records.size() < count) {
        for (ConsumerRecord<byte[], byte[]> row : consumer.poll(Duration.ofMillis(200))) {
          records.add(row);
        }
      }
    }
    // As they come on the wire, partition by partition, they would make fuller batches.
    records.sort(java.util.Comparator.comparingLong(ConsumerRecord::timestamp));
  }

  /** Records a second, from the first send to the last acknowledgement. */
  double round(String topic) throws InterruptedException {
    try (Admin admin = Admin.create(kafka.clientConfig());
        KafkaProducer<byte[], byte[]> producer =
            new KafkaProducer<>(config(), new ByteArraySerializer(), new ByteArraySerializer())) {
      admin
          .createTopics(List.of(new NewTopic(topic, Optional.of(partitions), Optional.empty())))
          .all()
          .get();
      awaitLeaders(admin, topic);
      AtomicReference<@Nullable Exception> failure = new AtomicReference<>();
      long start = System.nanoTime();
      for (ConsumerRecord<byte[], byte[]> each : records) {
        Future<RecordMetadata> _ =
            producer.send(record(topic, each), (_, failed) -> failure.compareAndSet(null, failed));
      }
      producer.flush();
      double seconds = (System.nanoTime() - start) / 1e9;
      Exception failed = failure.get();
      if (failed != null) {
        throw new IllegalStateException("the broker refused: " + failed, failed);
      }
      admin.deleteTopics(List.of(topic)).all().get();
      return records.size() / seconds;
    } catch (ExecutionException failed) {
      throw new IllegalStateException("the broker failed: " + failed.getCause(), failed);
    }
  }

  /** Its partition follows from its key, as ingest's does. */
  @SuppressWarnings("NullAway") // Kafka is not annotated: null is "by the key"
  private static ProducerRecord<byte[], byte[]> record(
      String topic, ConsumerRecord<byte[], byte[]> each) {
    return new ProducerRecord<>(topic, null, each.timestamp(), each.key(), each.value());
  }

  /**
   * Metadata name leaders that do not know it yet. A leader that refuses a producer's first batch
   * and takes its second will never take the first again.
   */
  private void awaitLeaders(Admin admin, String topic) throws InterruptedException {
    Map<TopicPartition, OffsetSpec> latest = new HashMap<>();
    for (int partition = 0; partition < partitions; partition++) {
      latest.put(new TopicPartition(topic, partition), OffsetSpec.latest());
    }
    while (true) {
      Thread.sleep(LEADERS);
      try {
        admin.listOffsets(latest).all().get();
        return;
      } catch (ExecutionException notYet) {
        if (!(notYet.getCause() instanceof RetriableException)) {
          throw new IllegalStateException("the broker failed: " + notYet.getCause(), notYet);
        }
      }
    }
  }

  private Map<String, Object> config() {
    Map<String, Object> config = kafka.clientConfig();
    config.put(ProducerConfig.ACKS_CONFIG, "all");
    config.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
    config.put(ProducerConfig.LINGER_MS_CONFIG, settings.get(IngestSettings.LINGER).toMillis());
    config.put(ProducerConfig.BATCH_SIZE_CONFIG, 65_536);
    config.put(
        ProducerConfig.BUFFER_MEMORY_CONFIG, settings.get(IngestSettings.BUFFER).longValue());
    return config;
  }
}
