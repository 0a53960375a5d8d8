package io.cueline.publisher.desktop.kafka;

import io.cueline.runtime.kafka.KafkaAccess;
import io.cueline.schemas.serde.AvroSerde;
import io.cueline.schemas.serde.SchemaDirectory;
import io.cueline.schemas.topic.Topic;
import io.cueline.schemas.topic.TopicNames;
import io.cueline.schemas.topic.Topics;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads all of what desktops show, all partitions and outside of any group, on a thread of its own.
 * Scorecards come first: they tell which calls have ended, so that of those nothing is kept.
 */
public final class TopicFollower implements Runnable, AutoCloseable {

  /** Gets what was read. */
  public interface Reader {
    void take(List<? extends SpecificRecord> records);

    /** Everything that stood in the topics at the start has been taken. */
    void caughtUp();
  }

  /** Topics that are followed. */
  public static final List<Topic<?>> FOLLOWED =
      List.of(
          Topics.SCORECARDS,
          Topics.VIOLATIONS,
          Topics.DISCLOSURE_STATES,
          Topics.CUES,
          Topics.INSIGHTS,
          Topics.FEEDBACK);

  private static final Logger LOG = LoggerFactory.getLogger(TopicFollower.class);
  private static final Duration POLL = Duration.ofMillis(100);
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final Duration CLOSE_WITHIN = Duration.ofSeconds(3);
  private static final int AT_ONCE = 500;

  private final Consumer<byte[], byte[]> consumer;
  private final Map<String, AvroSerde<? extends SpecificRecord>> serdes = new HashMap<>();
  private final String scorecards;
  private final Set<String> ofToday;
  private final Duration lookBack;
  private final ZoneId zone;
  private final Reader reader;
  private final InstantSource clock;
  private final Thread thread = Thread.ofPlatform().name("desktop").unstarted(this);
  private volatile boolean stopping;
  private volatile Optional<String> behind = Optional.of("the desktop has not caught up");
  private volatile Optional<String> failure = Optional.empty();

  /**
   * @param zone whose midnight begins the day that figures are of
   */
  public TopicFollower(
      KafkaAccess kafka,
      SchemaDirectory schemas,
      Duration lookBack,
      ZoneId zone,
      Reader reader,
      InstantSource clock) {
    TopicNames names = new TopicNames(kafka.prefix());
    FOLLOWED.forEach(topic -> serdes.put(names.of(topic), AvroSerde.of(topic, schemas)));
    this.scorecards = names.of(Topics.SCORECARDS);
    this.ofToday = Set.of(scorecards, names.of(Topics.VIOLATIONS));
    this.lookBack = lookBack;
    this.zone = zone;
    this.reader = reader;
    this.clock = clock;
    Map<String, Object> config = kafka.clientConfig();
    config.put(ConsumerConfig.CLIENT_ID_CONFIG, kafka.id("desktop"));
    config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    config.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    config.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, AT_ONCE);
    ByteArrayDeserializer bytes = new ByteArrayDeserializer();
    this.consumer = new KafkaConsumer<>(config, bytes, bytes);
  }

  public void start() {
    thread.start();
  }

  /** What it still waits for before clients may come. */
  public Optional<String> behind() {
    return behind;
  }

  /** Why it reads no more, where it ended by itself. */
  public Optional<String> failure() {
    return failure;
  }

  @Override
  public void run() {
    try {
      Map<TopicPartition, Long> ends = assign();
      catchUp(ends);
      while (!stopping) {
        take(consumer.poll(POLL));
      }
    } catch (WakeupException stop) {
      LOG.atDebug().log("the desktop stops following");
    } catch (RuntimeException fatal) {
      failure = Optional.of("the desktop stopped following: " + fatal.getMessage());
      LOG.atError().setCause(fatal).log("the desktop stopped following its topics");
    } finally {
      consumer.close();
    }
  }

  @Override
  public void close() {
    stopping = true;
    if (thread.getState() == Thread.State.NEW) {
      consumer.close();
      return;
    }
    consumer.wakeup();
    try {
      if (!thread.join(CLOSE_WITHIN)) {
        LOG.atWarn().log("the desktop did not stop following in time");
      }
    } catch (InterruptedException hurry) {
      Thread.currentThread().interrupt();
    }
  }

  /** From where it reads, to where it must have read before clients may come. */
  private Map<TopicPartition, Long> assign() {
    List<TopicPartition> all = new ArrayList<>();
    for (String topic : serdes.keySet()) {
      consumer
          .partitionsFor(topic, PATIENCE)
          .forEach(each -> all.add(new TopicPartition(topic, each.partition())));
    }
    consumer.assign(all);
    Map<TopicPartition, Long> ends = consumer.endOffsets(all, PATIENCE);
    Instant now = clock.instant();
    Instant since = now.minus(lookBack);
    Instant morning = LocalDate.ofInstant(now, zone).atStartOfDay(zone).toInstant();
    Map<TopicPartition, Long> times =
        all.stream()
            .collect(
                Collectors.toMap(
                    each -> each,
                    each ->
                        (ofToday.contains(each.topic()) && morning.isBefore(since)
                                ? morning
                                : since)
                            .toEpochMilli()));
    Map<TopicPartition, OffsetAndTimestamp> starts = consumer.offsetsForTimes(times, PATIENCE);
    for (TopicPartition each : all) {
      @Nullable OffsetAndTimestamp start = starts.get(each);
      consumer.seek(each, start == null ? ends.getOrDefault(each, 0L) : start.offset());
    }
    return ends;
  }

  private void catchUp(Map<TopicPartition, Long> ends) {
    Set<TopicPartition> first =
        ends.keySet().stream()
            .filter(each -> each.topic().equals(scorecards))
            .collect(Collectors.toSet());
    Set<TopicPartition> others = new HashSet<>(ends.keySet());
    others.removeAll(first);
    consumer.pause(others);
    readTo(ends, first);
    consumer.resume(others);
    readTo(ends, ends.keySet());
    if (!stopping) {
      reader.caughtUp();
      behind = Optional.empty();
    }
  }

  private void readTo(Map<TopicPartition, Long> ends, Collection<TopicPartition> partitions) {
    Set<TopicPartition> left = new HashSet<>(partitions);
    left.removeIf(each -> isThere(each, ends));
    while (!left.isEmpty() && !stopping) {
      take(consumer.poll(POLL));
      left.removeIf(each -> isThere(each, ends));
    }
  }

  private boolean isThere(TopicPartition partition, Map<TopicPartition, Long> ends) {
    return consumer.position(partition, PATIENCE) >= ends.getOrDefault(partition, 0L);
  }

  private void take(ConsumerRecords<byte[], byte[]> rows) {
    List<SpecificRecord> records = new ArrayList<>(rows.count());
    for (ConsumerRecord<byte[], byte[]> row : rows) {
      @Nullable SpecificRecord record = decode(row);
      if (record != null) {
        records.add(record);
      }
    }
    if (!records.isEmpty()) {
      reader.take(records);
    }
  }

  private @Nullable SpecificRecord decode(ConsumerRecord<byte[], byte[]> row) {
    @Nullable AvroSerde<? extends SpecificRecord> serde = serdes.get(row.topic());
    if (serde == null || row.value() == null) {
      return null;
    }
    try {
      return serde.deserialize(row.topic(), row.value());
    } catch (SerializationException unreadable) {
      LOG.atWarn()
          .addKeyValue("topic", row.topic())
          .addKeyValue("partition", row.partition())
          .addKeyValue("offset", row.offset())
          .log("skipped a record that cannot be read");
      return null;
    }
  }
}
