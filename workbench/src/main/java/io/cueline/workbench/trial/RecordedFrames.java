package io.cueline.workbench.trial;

import io.cueline.runtime.kafka.KafkaAccess;
import io.cueline.schemas.Frame;
import io.cueline.schemas.serde.AvroSerde;
import io.cueline.schemas.serde.SchemaTopic;
import io.cueline.schemas.topic.TopicNames;
import io.cueline.schemas.topic.Topics;
import io.cueline.topology.rules.RuleSnapshot;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * What {@code transcript-frames} still holds, judged by several sets of rules at once, partition by
 * partition side by side. Frames are not kept: memory goes by the calls open at one time.
 */
public final class RecordedFrames {

  private static final Duration POLL = Duration.ofMillis(100);
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  /** Told of the reading, on several threads. */
  public interface Listener {
    /** How many records there are to read. */
    void toRead(long records);

    /** One of them has been read. */
    void read();
  }

  private final KafkaAccess kafka;
  private final String topic;
  private final AvroSerde<Frame> serde;

  public RecordedFrames(KafkaAccess kafka) {
    TopicNames names = new TopicNames(kafka.prefix());
    this.kafka = kafka;
    this.topic = names.of(Topics.TRANSCRIPT_FRAMES);
    this.serde =
        AvroSerde.of(
            Topics.TRANSCRIPT_FRAMES, new SchemaTopic(kafka.clientConfig(), names).directory());
  }

  /**
   * Judges the calls that begin at {@code from} or later, by frames before {@code to}.
   *
   * @param from empty for the beginning of the topic
   * @param to empty for its present end; calls under way then are judged as far as they go
   * @return by call, as each set of rules judges it, in the order of the sets
   */
  public List<List<JudgedCall>> judge(
      List<RuleSnapshot> sets, Optional<Instant> from, Optional<Instant> to, Listener listener) {
    List<TopicPartition> partitions;
    try (KafkaConsumer<byte[], byte[]> consumer = consumer()) {
      partitions =
          consumer.partitionsFor(topic).stream()
              .map(info -> new TopicPartition(topic, info.partition()))
              .toList();
    }
    return partitions.parallelStream()
        .map(partition -> judge(partition, sets, from, to, listener))
        .flatMap(List::stream)
        .toList();
  }

  private List<List<JudgedCall>> judge(
      TopicPartition partition,
      List<RuleSnapshot> sets,
      Optional<Instant> from,
      Optional<Instant> to,
      Listener listener) {
    // A call that has begun before has had a word within this time, or silence has ended it.
    Optional<Instant> warmUp = from.map(start -> start.minus(longest(sets)));
    PartitionTrial trial = new PartitionTrial(sets, from);
    try (KafkaConsumer<byte[], byte[]> consumer = consumer()) {
      consumer.assign(List.of(partition));
      long end = offset(consumer, partition, to).orElseGet(() -> end(consumer, partition));
      offset(consumer, partition, warmUp)
          .ifPresentOrElse(
              offset -> consumer.seek(partition, offset),
              () -> {
                if (warmUp.isPresent()) {
                  consumer.seek(partition, end);
                } else {
                  consumer.seekToBeginning(List.of(partition));
                }
              });
      listener.toRead(Math.max(0, end - consumer.position(partition)));
      long deadline = System.nanoTime() + PATIENCE.toNanos();
      while (consumer.position(partition) < end && System.nanoTime() < deadline) {
        for (ConsumerRecord<byte[], byte[]> row : consumer.poll(POLL)) {
          deadline = System.nanoTime() + PATIENCE.toNanos();
          if (row.offset() < end) {
            listener.read();
            frame(row).ifPresent(trial::take);
          }
        }
      }
      if (consumer.position(partition) < end) {
        throw new TimeoutException("cannot read " + partition + " to its end");
      }
    }
    return trial.calls();
  }

  private static Duration longest(List<RuleSnapshot> sets) {
    return sets.stream()
        .map(set -> set.engine().idleEnd())
        .max(Duration::compareTo)
        .orElse(Duration.ZERO);
  }

  private Optional<Frame> frame(ConsumerRecord<byte[], byte[]> row) {
    try {
      return Optional.ofNullable(row.value()).map(value -> serde.deserialize(topic, value));
    } catch (SerializationException unreadable) {
      return Optional.empty();
    }
  }

  private static Optional<Long> offset(
      KafkaConsumer<byte[], byte[]> consumer, TopicPartition partition, Optional<Instant> at) {
    if (at.isEmpty()) {
      return Optional.empty();
    }
    Map<TopicPartition, OffsetAndTimestamp> found =
        consumer.offsetsForTimes(Map.of(partition, Math.max(0, at.get().toEpochMilli())));
    return Optional.ofNullable(found.get(partition)).map(OffsetAndTimestamp::offset);
  }

  private static long end(KafkaConsumer<byte[], byte[]> consumer, TopicPartition partition) {
    return consumer.endOffsets(List.of(partition)).getOrDefault(partition, 0L);
  }

  private KafkaConsumer<byte[], byte[]> consumer() {
    Map<String, Object> config = new HashMap<>(kafka.clientConfig());
    config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    return new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }
}
