package io.cueline.schemas.topic;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.config.TopicConfig;

/**
 * A topic of Cueline, without its prefix.
 *
 * @param baseName the name behind the prefix, such as {@code transcript-frames}
 * @param key what the key is, for people
 * @param partitioning how many partitions it has
 * @param cleanup what becomes of old records
 * @param valueType the record its values are, empty for topics whose values are not of one kind
 */
public record Topic<V extends SpecificRecord>(
    String baseName,
    String key,
    Partitioning partitioning,
    Cleanup cleanup,
    Optional<Class<V>> valueType) {

  /** How many partitions a topic has. */
  public enum Partitioning {
    /** One for each interaction partition: all topics of an interaction are co-partitioned. */
    BY_INTERACTION,
    /** One only: its order is the order of what it says. */
    SINGLE
  }

  /** What becomes of old records. */
  public sealed interface Cleanup {
    /** Deleted after a time. */
    record Delete(Duration after) implements Cleanup {}

    /** The last record of each key stays. */
    record Compact() implements Cleanup {}

    /** The last record of each key stays, for a time. */
    record CompactAndDelete(Duration after) implements Cleanup {}

    /** Nothing ever goes. */
    record Forever() implements Cleanup {}
  }

  /** The broker's settings for this topic, exactly those that {@code topics check} compares. */
  public Map<String, String> config() {
    // Replays stamp records with an accelerated clock, which may run ahead of the broker's.
    String farAhead = Long.toString(Long.MAX_VALUE);
    String ahead = TopicConfig.MESSAGE_TIMESTAMP_AFTER_MAX_MS_CONFIG;
    String policy = TopicConfig.CLEANUP_POLICY_CONFIG;
    String retention = TopicConfig.RETENTION_MS_CONFIG;
    return switch (cleanup) {
      case Cleanup.Delete(Duration after) ->
          Map.of(policy, "delete", retention, millis(after), ahead, farAhead);
      case Cleanup.Compact() -> Map.of(policy, "compact", ahead, farAhead);
      case Cleanup.CompactAndDelete(Duration after) ->
          Map.of(policy, "compact,delete", retention, millis(after), ahead, farAhead);
      case Cleanup.Forever() -> Map.of(policy, "delete", retention, "-1", ahead, farAhead);
    };
  }

  /** The number of partitions, given the number of interaction partitions. */
  public int partitions(int interactionPartitions) {
    return switch (partitioning) {
      case BY_INTERACTION -> interactionPartitions;
      case SINGLE -> 1;
    };
  }

  private static String millis(Duration duration) {
    return Long.toString(duration.toMillis());
  }
}
