package io.cueline.publisher.kafka;

import io.cueline.publisher.delivery.PastReceipt;
import io.cueline.publisher.delivery.Position.Share;
import io.cueline.publisher.delivery.WorkClass;
import io.cueline.runtime.kafka.KafkaAccess;
import io.cueline.schemas.CauseKind;
import io.cueline.schemas.Delivery;
import io.cueline.schemas.serde.AvroSerde;
import io.cueline.schemas.serde.SchemaDirectory;
import io.cueline.schemas.topic.TopicNames;
import io.cueline.schemas.topic.Topics;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads what earlier owners of partitions wrote to {@code deliveries}: it is partitioned as the
 * causes are, so a new owner reads only its own part of it. Bounded in time, age and number; what
 * is not read only means that a close may be sent for what was never shown.
 */
public final class ReceiptHistory {

  private static final Logger LOG = LoggerFactory.getLogger(ReceiptHistory.class);
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final Duration POLL = Duration.ofMillis(100);
  private static final long MOST_PER_PARTITION = 100_000;

  private final KafkaAccess kafka;
  private final AvroSerde<Delivery> serde;
  private final Duration lookBack;
  private final InstantSource clock;
  private final String topic;

  public ReceiptHistory(
      KafkaAccess kafka, SchemaDirectory schemas, Duration lookBack, InstantSource clock) {
    this.kafka = kafka;
    this.serde = AvroSerde.of(Topics.DELIVERIES, schemas);
    this.lookBack = lookBack;
    this.clock = clock;
    this.topic = new TopicNames(kafka.prefix()).of(Topics.DELIVERIES);
  }

  /** Receipts of each partition, oldest first; never fails, at worst knows less. */
  Map<Share, List<PastReceipt>> read(Set<Share> shares) {
    Map<Share, List<PastReceipt>> receipts = new HashMap<>();
    shares.forEach(share -> receipts.put(share, new ArrayList<>()));
    Map<String, Object> config = kafka.clientConfig();
    config.put(ConsumerConfig.CLIENT_ID_CONFIG, kafka.id("publisher-history"));
    config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    config.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    config.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 10_000);
    ByteArrayDeserializer bytes = new ByteArrayDeserializer();
    try (Consumer<byte[], byte[]> consumer = new KafkaConsumer<>(config, bytes, bytes)) {
      read(consumer, receipts);
    } catch (KafkaException failure) {
      LOG.atWarn().addKeyValue("topic", topic).setCause(failure).log("cannot read old receipts");
    }
    return receipts;
  }

  private void read(Consumer<byte[], byte[]> consumer, Map<Share, List<PastReceipt>> receipts) {
    Set<TopicPartition> partitions =
        receipts.keySet().stream()
            .map(share -> new TopicPartition(topic, share.partition()))
            .collect(Collectors.toSet());
    consumer.assign(partitions);
    Map<TopicPartition, Long> ends = consumer.endOffsets(partitions, PATIENCE);
    seek(consumer, partitions, ends);
    Set<TopicPartition> behind = new HashSet<>(partitions);
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    behind.removeIf(each -> consumer.position(each, PATIENCE) >= ends.getOrDefault(each, 0L));
    while (!behind.isEmpty() && System.nanoTime() < deadline) {
      consumer.poll(POLL).forEach(row -> take(row, receipts));
      behind.removeIf(each -> consumer.position(each, PATIENCE) >= ends.getOrDefault(each, 0L));
    }
    if (!behind.isEmpty()) {
      LOG.atWarn()
          .addKeyValue("topic", topic)
          .addKeyValue("partitions", behind.size())
          .log("old receipts not read to the end in time");
    }
  }

  private void seek(
      Consumer<byte[], byte[]> consumer,
      Set<TopicPartition> partitions,
      Map<TopicPartition, Long> ends) {
    long since = clock.instant().minus(lookBack).toEpochMilli();
    Map<TopicPartition, Long> times =
        partitions.stream().collect(Collectors.toMap(each -> each, _ -> since));
    Map<TopicPartition, OffsetAndTimestamp> starts = consumer.offsetsForTimes(times, PATIENCE);
    for (TopicPartition each : partitions) {
      long end = ends.getOrDefault(each, 0L);
      @Nullable OffsetAndTimestamp start = starts.get(each);
      consumer.seek(each, start == null ? end : Math.max(start.offset(), end - MOST_PER_PARTITION));
    }
  }

  private void take(ConsumerRecord<byte[], byte[]> row, Map<Share, List<PastReceipt>> receipts) {
    @Nullable Delivery delivery = decode(row);
    if (delivery == null) {
      return;
    }
    @Nullable WorkClass workClass = workClass(delivery.getCauseKind());
    if (workClass == null) {
      return;
    }
    @Nullable List<PastReceipt> known = receipts.get(new Share(workClass, row.partition()));
    if (known != null) {
      known.add(
          new PastReceipt(
              delivery.getCauseId(),
              delivery.getChannel(),
              delivery.getOutcome(),
              delivery.getAttempts(),
              Optional.ofNullable(delivery.getStatus())));
    }
  }

  private @Nullable Delivery decode(ConsumerRecord<byte[], byte[]> row) {
    try {
      return serde.deserialize(topic, row.value());
    } catch (SerializationException unreadable) {
      return null;
    }
  }

  private static @Nullable WorkClass workClass(CauseKind kind) {
    return switch (kind) {
      case CUE -> WorkClass.CUES;
      case INSIGHT -> WorkClass.INSIGHTS;
      case FEEDBACK -> WorkClass.FEEDBACK;
      case OTHER -> null;
    };
  }
}
