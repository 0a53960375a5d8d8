package io.cueline.topology.publication;

import io.cueline.schemas.ConfigEntry;
import io.cueline.schemas.ConfigLogEntry;
import io.cueline.schemas.RuleVersion;
import io.cueline.schemas.serde.AvroSerde;
import io.cueline.schemas.serde.SchemaDirectory;
import io.cueline.schemas.topic.TopicNames;
import io.cueline.schemas.topic.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The two topics of rules: how they are read and what their records say. Thread-safe. */
final class ConfigTopics {

  /** Marks the tombstones of a publication, as they have no value to say so. */
  static final String PUBLICATION_HEADER = "publication";

  /** A connection answers nothing else, not even a close, while a fetch waits for records. */
  private static final Duration FETCH_WAIT = Duration.ofMillis(50);

  private static final Duration READ_TIMEOUT = Duration.ofSeconds(30);
  private static final Logger LOG = LoggerFactory.getLogger(ConfigTopics.class);

  private final Map<String, Object> clientConfig;
  private final AvroSerde<ConfigEntry> entries;
  private final AvroSerde<ConfigLogEntry> logEntries;
  private final String config;
  private final String log;

  ConfigTopics(Map<String, Object> clientConfig, TopicNames names, SchemaDirectory schemas) {
    this.clientConfig = Map.copyOf(clientConfig);
    this.entries = AvroSerde.of(Topics.COMPLIANCE_CONFIG, schemas);
    this.logEntries = AvroSerde.of(Topics.COMPLIANCE_CONFIG_LOG, schemas);
    this.config = names.of(Topics.COMPLIANCE_CONFIG);
    this.log = names.of(Topics.COMPLIANCE_CONFIG_LOG);
  }

  String config() {
    return config;
  }

  String log() {
    return log;
  }

  AvroSerde<ConfigEntry> entries() {
    return entries;
  }

  AvroSerde<ConfigLogEntry> logEntries() {
    return logEntries;
  }

  TopicPartition configPartition() {
    return new TopicPartition(config, 0);
  }

  /** A consumer of single partitions: of no group, and of bytes, so that none can break it. */
  KafkaConsumer<byte[], byte[]> consumer() {
    Map<String, Object> settings = new HashMap<>(clientConfig);
    settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    settings.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, (int) FETCH_WAIT.toMillis());
    return new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  /** Applies a record to the view; a poison one is reported and changes nothing. */
  ConfigView.Effect apply(
      ConfigView view, ConsumerRecord<byte[], byte[]> row, Consumer<PoisonRecord> poison) {
    String key = row.key() == null ? "" : new String(row.key(), StandardCharsets.UTF_8);
    String reason;
    try {
      if (row.key() == null) {
        throw new ConfigView.Poison("a record without a key");
      }
      Optional<ConfigEntry> entry =
          Optional.ofNullable(row.value()).map(value -> entries.deserialize(config, value));
      boolean published = row.headers().lastHeader(PUBLICATION_HEADER) != null;
      return view.apply(key, entry, published);
    } catch (ConfigView.Poison failure) {
      reason = String.valueOf(failure.getMessage());
    } catch (SerializationException failure) {
      reason = "not a record that we can read";
    } catch (RuntimeException failure) {
      LOG.atError()
          .addKeyValue("key", key)
          .addKeyValue("offset", row.offset())
          .setCause(failure)
          .log("a rule record failed in an unforeseen way");
      reason = "failed in an unforeseen way: " + failure.getClass().getSimpleName();
    }
    view.taint(key);
    poison.accept(new PoisonRecord(key, row.offset(), reason));
    return ConfigView.Effect.NONE;
  }

  /** Reads {@code compliance-config} to its present end. */
  ConfigView readConfig() {
    ConfigView view = new ConfigView();
    readToEnd(config, row -> apply(view, row, skipped -> {}));
    complete(view);
    return view;
  }

  /** Fetches versions that the revision names and that compaction left only unusable records of. */
  void complete(ConfigView view) {
    if (view.missing().isEmpty()) {
      return;
    }
    readVersions(
        version -> {
          try {
            view.supply(version);
          } catch (ConfigView.Poison unusable) {
            LOG.atDebug().addKeyValue("rule", version.getRuleId()).log("unusable version in log");
          }
        });
    for (String ruleId : view.missing().keySet()) {
      LOG.atError().addKeyValue("rule", ruleId).log("a version that the revision names is nowhere");
    }
  }

  /**
   * Waits until a committed record can be read: the cluster answers a commit before it has told the
   * partitions.
   *
   * @return whether it can be
   */
  boolean awaitReadable(long offset) {
    List<TopicPartition> partitions = List.of(configPartition());
    long deadline = System.nanoTime() + READ_TIMEOUT.toNanos();
    try (KafkaConsumer<byte[], byte[]> consumer = consumer()) {
      while (System.nanoTime() < deadline) {
        long end = consumer.endOffsets(partitions).getOrDefault(partitions.getFirst(), 0L);
        if (end > offset) {
          return true;
        }
        LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
      }
    }
    return false;
  }

  /** Reads every version ever published; unreadable entries are passed over. */
  void readVersions(Consumer<RuleVersion> versions) {
    readLog(entry -> Optional.ofNullable(entry.getRule()).ifPresent(versions));
  }

  /** Reads everything that was ever published; unreadable entries are passed over. */
  void readLog(Consumer<ConfigLogEntry> published) {
    readToEnd(
        log,
        row -> {
          try {
            Optional.ofNullable(row.value())
                .map(value -> logEntries.deserialize(log, value))
                .ifPresent(published);
          } catch (SerializationException unreadable) {
            LOG.atWarn().addKeyValue("offset", row.offset()).log("unreadable entry in rule log");
          }
        });
  }

  /**
   * @throws TimeoutException when the cluster does not answer in time
   */
  private void readToEnd(String topic, Consumer<ConsumerRecord<byte[], byte[]>> rows) {
    TopicPartition partition = new TopicPartition(topic, 0);
    List<TopicPartition> partitions = List.of(partition);
    long deadline = System.nanoTime() + READ_TIMEOUT.toNanos();
    try (KafkaConsumer<byte[], byte[]> consumer = consumer()) {
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      long end = consumer.endOffsets(partitions, READ_TIMEOUT).getOrDefault(partition, 0L);
      while (consumer.position(partition) < end) {
        if (System.nanoTime() > deadline) {
          throw new TimeoutException("cannot read " + topic + " to its end");
        }
        consumer.poll(Duration.ofMillis(200)).forEach(rows);
      }
    }
  }
}
