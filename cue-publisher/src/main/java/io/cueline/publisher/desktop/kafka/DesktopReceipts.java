package io.cueline.publisher.desktop.kafka;

import io.cueline.publisher.desktop.Cause;
import io.cueline.publisher.desktop.Outgoing.Receiptable;
import io.cueline.publisher.desktop.hub.ReceiptSink;
import io.cueline.runtime.kafka.KafkaAccess;
import io.cueline.schemas.Delivery;
import io.cueline.schemas.DeliveryOutcome;
import io.cueline.schemas.serde.AvroSerde;
import io.cueline.schemas.serde.SchemaDirectory;
import io.cueline.schemas.topic.InteractionPartitioner;
import io.cueline.schemas.topic.TopicNames;
import io.cueline.schemas.topic.Topics;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * Writes to {@code deliveries}, as channel {@code desktop}, what reached an agent's desktop as it
 * came. For people to see, nothing waits for it: where Kafka does not keep up, receipts are dropped
 * and counted. Thread-safe.
 */
public final class DesktopReceipts implements ReceiptSink, AutoCloseable {

  private static final String CHANNEL = "desktop";
  private static final int MOST_UNDER_WAY = 1_000;
  private static final int MOST_KNOWN = 10_000;
  private static final Duration BLOCKED_FOR = Duration.ofSeconds(5);
  private static final Duration CLOSE_WITHIN = Duration.ofSeconds(1);

  private final Producer<String, Delivery> producer;
  private final String topic;
  private final int partitions;
  private final String tenant;
  private final MeterRegistry metrics;
  private final Semaphore room = new Semaphore(MOST_UNDER_WAY);
  private final ReentrantLock lock = new ReentrantLock();

  /** An agent may have several windows, and an insight several cards. */
  private final Map<String, Boolean> known =
      new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
          return size() > MOST_KNOWN;
        }
      };

  private DesktopReceipts(
      Producer<String, Delivery> producer,
      String topic,
      int partitions,
      String tenant,
      MeterRegistry metrics) {
    this.producer = producer;
    this.topic = topic;
    this.partitions = partitions;
    this.tenant = tenant;
    this.metrics = metrics;
  }

  /** The topic must exist. */
  public static DesktopReceipts open(
      KafkaAccess kafka, SchemaDirectory schemas, MeterRegistry metrics) {
    Map<String, Object> config = kafka.clientConfig();
    config.put(ProducerConfig.CLIENT_ID_CONFIG, kafka.id("desktop-receipts"));
    config.put(ProducerConfig.ACKS_CONFIG, "all");
    config.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
    config.put(ProducerConfig.LINGER_MS_CONFIG, 20);
    config.put(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, 1);
    // What the topic looks like is asked for once, below: sending never waits for it.
    config.put(ProducerConfig.METADATA_MAX_IDLE_CONFIG, Long.MAX_VALUE);
    config.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, BLOCKED_FOR.toMillis());
    Producer<String, Delivery> producer =
        new KafkaProducer<>(
            config, new StringSerializer(), AvroSerde.of(Topics.DELIVERIES, schemas));
    String topic = new TopicNames(kafka.prefix()).of(Topics.DELIVERIES);
    try {
      int partitions = producer.partitionsFor(topic).size();
      return new DesktopReceipts(producer, topic, partitions, kafka.tenant(), metrics);
    } catch (RuntimeException failure) {
      producer.close(Duration.ZERO);
      throw failure;
    }
  }

  @Override
  public void delivered(Receiptable receipt, Instant sentAt, Instant takenAt) {
    Cause cause = receipt.cause();
    if (!isFirst(cause.id())) {
      return;
    }
    if (!room.tryAcquire()) {
      count("dropped");
      return;
    }
    try {
      Future<RecordMetadata> _ =
          producer.send(
              new ProducerRecord<>(
                  topic,
                  InteractionPartitioner.partition(cause.interactionId(), partitions),
                  takenAt.toEpochMilli(),
                  cause.id() + "@" + CHANNEL,
                  delivery(receipt, sentAt, takenAt)),
              (_, trouble) -> {
                room.release();
                count(trouble == null ? "written" : "failed");
              });
    } catch (KafkaException | IllegalStateException trouble) {
      room.release();
      count("failed");
    }
  }

  @Override
  public void close() {
    producer.close(CLOSE_WITHIN);
  }

  private boolean isFirst(String causeId) {
    lock.lock();
    try {
      return known.put(causeId, true) == null;
    } finally {
      lock.unlock();
    }
  }

  private void count(String result) {
    metrics.counter("cueline.desktop.receipts", "result", result).increment();
  }

  private Delivery delivery(Receiptable receipt, Instant sentAt, Instant takenAt) {
    Cause cause = receipt.cause();
    return Delivery.newBuilder()
        .setCauseId(cause.id())
        .setCauseKind(cause.kind())
        .setTenant(tenant)
        .setInteractionId(cause.interactionId())
        .setChannel(CHANNEL)
        .setOutcome(DeliveryOutcome.DELIVERED)
        .setAttempts(1)
        .setReceivedAt(cause.receivedAt())
        .setDecidedAt(cause.decidedAt())
        .setConsumedAt(receipt.takenUpAt())
        .setFirstAttemptAt(sentAt)
        .setFinishedAt(takenAt)
        .build();
  }
}
