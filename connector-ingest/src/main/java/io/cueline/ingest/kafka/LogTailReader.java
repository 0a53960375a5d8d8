package io.cueline.ingest.kafka;

import io.cueline.ingest.clock.LogTail;
import io.cueline.runtime.kafka.KafkaAccess;
import io.cueline.schemas.Frame;
import io.cueline.schemas.FrameKind;
import io.cueline.schemas.serde.AvroSerde;
import io.cueline.schemas.serde.SchemaTopic;
import io.cueline.schemas.topic.TopicNames;
import io.cueline.schemas.topic.Topics;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds where a source stood when it was last written, by reading each partition backwards from its
 * end until it meets the source's last tick or epoch. A source that was never written costs a
 * reading of the whole topic, once.
 */
public final class LogTailReader {

  private static final Logger LOG = LoggerFactory.getLogger(LogTailReader.class);
  private static final Duration POLL = Duration.ofMillis(200);
  private static final int FIRST_WINDOW = 500;
  private static final int WIDER = 4;

  /** The last mark of a source in one partition. */
  private record Mark(long epoch, Instant readUpTo) {}

  private final String topic;
  private final Source source;
  private final AvroSerde<Frame> serde;
  private final Map<String, Object> config;
  private final List<Optional<Mark>> marks = new ArrayList<>();
  private @Nullable Mark mark;
  private long epoch;
  private Instant latest = Instant.EPOCH;

  public LogTailReader(KafkaAccess kafka, Source source) {
    TopicNames names = new TopicNames(kafka.prefix());
    this.topic = names.of(Topics.TRANSCRIPT_FRAMES);
    this.source = source;
    SchemaTopic schemas = new SchemaTopic(kafka.clientConfig(), names);
    this.serde = AvroSerde.of(Topics.TRANSCRIPT_FRAMES, schemas.directory());
    this.config = kafka.clientConfig();
    config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    // A fetch still waiting at one partition's end holds up the next partition's.
    config.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, 10);
  }

  /**
   * Reads what is there when it is called; for one use.
   *
   * @throws org.apache.kafka.common.KafkaException when Kafka does not answer
   */
  public LogTail read() {
    try (Consumer<String, byte[]> consumer =
        new KafkaConsumer<>(config, new StringDeserializer(), new ByteArrayDeserializer())) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(topic).stream()
              .map(each -> new TopicPartition(topic, each.partition()))
              .toList();
      Map<TopicPartition, Long> begins = consumer.beginningOffsets(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      for (TopicPartition partition : partitions) {
        mark = null;
        readBack(
            consumer,
            partition,
            begins.getOrDefault(partition, 0L),
            ends.getOrDefault(partition, 0L));
        marks.add(Optional.ofNullable(mark));
      }
    }
    return tail();
  }

  private LogTail tail() {
    Optional<Instant> readUpTo =
        marks.stream().allMatch(Optional::isPresent)
            ? marks.stream()
                .flatMap(Optional::stream)
                .map(Mark::readUpTo)
                .min(Comparator.naturalOrder())
            : Optional.empty();
    return new LogTail(epoch, latest, readUpTo);
  }

  private void readBack(
      Consumer<String, byte[]> consumer, TopicPartition partition, long begin, long end) {
    consumer.assign(Set.of(partition));
    long upTo = end;
    long window = FIRST_WINDOW;
    while (mark == null && upTo > begin) {
      long from = Math.max(begin, upTo - window);
      consumer.seek(partition, from);
      readWindow(consumer, partition, upTo);
      upTo = from;
      window *= WIDER;
    }
  }

  private void readWindow(Consumer<String, byte[]> consumer, TopicPartition partition, long upTo) {
    while (consumer.position(partition) < upTo) {
      for (ConsumerRecord<String, byte[]> row : consumer.poll(POLL)) {
        if (row.offset() < upTo) {
          take(row);
        }
      }
    }
  }

  private void take(ConsumerRecord<String, byte[]> row) {
    Frame frame;
    try {
      frame = serde.deserialize(topic, row.value());
    } catch (SerializationException unreadable) {
      LOG.atWarn()
          .addKeyValue("partition", row.partition())
          .addKeyValue("offset", row.offset())
          .log("skipped a record that is no frame");
      return;
    }
    if (frame != null && source.name().equals(frame.getSource())) {
      takeOwn(frame);
    }
  }

  private void takeOwn(Frame frame) {
    epoch = Math.max(epoch, frame.getEpoch());
    latest = frame.getAt().isAfter(latest) ? frame.getAt() : latest;
    if (frame.getKind() == FrameKind.TICK || frame.getKind() == FrameKind.EPOCH) {
      Instant upTo = frame.getReadUpTo() == null ? frame.getAt() : frame.getReadUpTo();
      if (mark == null
          || frame.getEpoch() > mark.epoch()
          || (frame.getEpoch() == mark.epoch() && upTo.isAfter(mark.readUpTo()))) {
        mark = new Mark(frame.getEpoch(), upTo);
      }
    }
  }
}
