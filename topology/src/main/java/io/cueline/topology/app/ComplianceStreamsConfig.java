package io.cueline.topology.app;

import io.cueline.runtime.kafka.KafkaAccess;
import io.cueline.schemas.topic.TopicNames;
import io.cueline.schemas.topic.Topics;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.errors.LogAndContinueExceptionHandler;

/**
 * How the compliance topology runs on Kafka Streams.
 *
 * @param folder of the state, this instance's own
 * @param instanceId for static membership
 * @param sessionTimeout not heard of for so long, an instance is replaced
 */
public record ComplianceStreamsConfig(
    Path folder,
    Optional<String> instanceId,
    Duration sessionTimeout,
    int threads,
    int standbys,
    Duration commitInterval,
    long rocksDbBytes) {

  /** An idle thread commits only when its poll returns. */
  private static final Duration POLL = Duration.ofMillis(20);

  private static final long STORE_CACHE_BYTES = 32L << 20;

  /** A commit waits for all batches: few large ones cost the broker less than many small ones. */
  private static final int BATCH_BYTES = 128 << 10;

  /** The settings of Streams; all names are of the prefix's. */
  public Properties properties(KafkaAccess kafka, TopicNames names) {
    Properties config = kafka.properties();
    config.put(StreamsConfig.APPLICATION_ID_CONFIG, kafka.id("compliance"));
    config.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
    config.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, commitInterval.toMillis());
    config.put(StreamsConfig.POLL_MS_CONFIG, POLL.toMillis());
    config.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, threads);
    // Frames wait for no acknowledgement: which comes first changes no decision.
    config.put(StreamsConfig.MAX_TASK_IDLE_MS_CONFIG, StreamsConfig.MAX_TASK_IDLE_MS_DISABLED);
    config.put(StreamsConfig.NUM_STANDBY_REPLICAS_CONFIG, standbys);
    config.put(StreamsConfig.STATE_DIR_CONFIG, folder.toString());
    config.put(StreamsConfig.STATESTORE_CACHE_MAX_BYTES_CONFIG, STORE_CACHE_BYTES);
    config.put(StreamsConfig.ROCKSDB_CONFIG_SETTER_CLASS_CONFIG, BoundedRocksDb.class);
    config.put(BoundedRocksDb.BYTES, rocksDbBytes);
    config.put(StreamsConfig.ENSURE_EXPLICIT_INTERNAL_RESOURCE_NAMING_CONFIG, true);
    config.put(StreamsConfig.producerPrefix(ProducerConfig.BATCH_SIZE_CONFIG), BATCH_BYTES);
    putHandlers(config, names);
    putMembership(config);
    return config;
  }

  private static void putHandlers(Properties config, TopicNames names) {
    config.put(
        StreamsConfig.ERRORS_DEAD_LETTER_QUEUE_TOPIC_NAME_CONFIG, names.of(Topics.TOPOLOGY_ERRORS));
    config.put(
        StreamsConfig.DESERIALIZATION_EXCEPTION_HANDLER_CLASS_CONFIG,
        LogAndContinueExceptionHandler.class);
    config.put(StreamsConfig.PROCESSING_EXCEPTION_HANDLER_CLASS_CONFIG, ContinueUnlessBehind.class);
    config.put(StreamsConfig.PRODUCTION_EXCEPTION_HANDLER_CLASS_CONFIG, DropWhatCannotBeSent.class);
  }

  private void putMembership(Properties config) {
    int session = Math.toIntExact(sessionTimeout.toMillis());
    config.put(StreamsConfig.mainConsumerPrefix(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG), session);
    config.put(
        StreamsConfig.mainConsumerPrefix(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG), session / 4);
    instanceId.ifPresent(
        id ->
            config.put(
                StreamsConfig.mainConsumerPrefix(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG), id));
  }
}
