package io.cueline.topology.knowledge;

import io.cueline.runtime.kafka.KafkaAccess;
import io.cueline.runtime.settings.Settings;
import io.cueline.schemas.topic.TopicNames;
import io.cueline.schemas.topic.Topics;
import io.cueline.topology.app.BoundedRocksDb;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.errors.LogAndContinueExceptionHandler;
import org.apache.kafka.streams.errors.LogAndContinueProcessingExceptionHandler;

/** How the look-up runs on Kafka Streams. */
final class KnowledgeStreamsConfig {

  private static final int COMMIT_INTERVAL_MS = 50;

  /** Others take over this long after a crash; brokers allow no less by default. */
  private static final Duration SESSION_TIMEOUT = Duration.ofSeconds(6);

  private static final Duration HEARTBEAT = Duration.ofMillis(1500);

  private KnowledgeStreamsConfig() {}

  static Properties of(Settings settings, KafkaAccess kafka, TopicNames names, Path stateFolder) {
    Properties config = kafka.properties();
    config.put(StreamsConfig.APPLICATION_ID_CONFIG, kafka.id("knowledge"));
    config.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
    config.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, COMMIT_INTERVAL_MS);
    // An idle thread sleeps in poll, and rounds wait for it.
    config.put(StreamsConfig.POLL_MS_CONFIG, LookUpProcessor.ROUND.toMillis());
    config.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, settings.get(KnowledgeSettings.THREADS));
    config.put(StreamsConfig.NUM_STANDBY_REPLICAS_CONFIG, 1);
    config.put(StreamsConfig.STATE_DIR_CONFIG, stateFolder.toString());
    config.put(StreamsConfig.ROCKSDB_CONFIG_SETTER_CLASS_CONFIG, BoundedRocksDb.class);
    config.put(
        StreamsConfig.mainConsumerPrefix(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG),
        Math.toIntExact(SESSION_TIMEOUT.toMillis()));
    config.put(
        StreamsConfig.mainConsumerPrefix(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG),
        Math.toIntExact(HEARTBEAT.toMillis()));
    config.put(StreamsConfig.ENSURE_EXPLICIT_INTERNAL_RESOURCE_NAMING_CONFIG, true);
    config.put(
        StreamsConfig.ERRORS_DEAD_LETTER_QUEUE_TOPIC_NAME_CONFIG, names.of(Topics.TOPOLOGY_ERRORS));
    config.put(
        StreamsConfig.DESERIALIZATION_EXCEPTION_HANDLER_CLASS_CONFIG,
        LogAndContinueExceptionHandler.class);
    config.put(
        StreamsConfig.PROCESSING_EXCEPTION_HANDLER_CLASS_CONFIG,
        LogAndContinueProcessingExceptionHandler.class);
    return config;
  }
}
