package io.cueline.topology.knowledge.index;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * How far the articles' topic has been read, as kept in the index itself. Where that is unknown, of
 * another topic, or so old that compaction may have dropped tombstones we have not seen, everything
 * is read again from the start and what no record named is removed: unchanged articles cost a look
 * each, not an indexing. One thread.
 */
final class ArticleProgress {

  /** Well below the day for which Kafka keeps tombstones by default. */
  private static final Duration TRUSTED_FOR = Duration.ofHours(12);

  private static final String TOPIC_ID = "topic-id";
  private static final String COMMITTED_AT = "committed-at";
  private static final String OFFSET = "offset-";

  private final String topicId;
  private final List<TopicPartition> partitions;

  /** Keys named since the start of a second reading; null once that is over. */
  private @Nullable Set<String> named;

  private ArticleProgress(String topicId, List<TopicPartition> partitions, boolean fromStart) {
    this.topicId = topicId;
    this.partitions = partitions;
    this.named = fromStart ? new HashSet<>() : null;
  }

  /** Assigns all partitions and seeks to where reading goes on. */
  static ArticleProgress start(
      Consumer<?, ?> consumer,
      String topic,
      String topicId,
      Map<String, String> kept,
      Instant now) {
    List<TopicPartition> partitions =
        consumer.partitionsFor(topic).stream()
            .map(info -> new TopicPartition(topic, info.partition()))
            .toList();
    consumer.assign(partitions);
    boolean trusted = isTrusted(kept, topicId, now);
    Map<TopicPartition, Long> beginnings = consumer.beginningOffsets(partitions);
    for (TopicPartition partition : partitions) {
      long beginning = beginnings.getOrDefault(partition, 0L);
      String offset = kept.get(OFFSET + partition.partition());
      consumer.seek(
          partition,
          trusted && offset != null ? Math.max(beginning, Long.parseLong(offset)) : beginning);
    }
    return new ArticleProgress(topicId, partitions, !trusted);
  }

  private static boolean isTrusted(Map<String, String> kept, String topicId, Instant now) {
    String committedAt = kept.get(COMMITTED_AT);
    return topicId.equals(kept.get(TOPIC_ID))
        && committedAt != null
        && now.isBefore(Instant.ofEpochMilli(Long.parseLong(committedAt)).plus(TRUSTED_FOR));
  }

  void seen(String key) {
    if (named != null) {
      named.add(key);
    }
  }

  void gone(String key) {
    if (named != null) {
      named.remove(key);
    }
  }

  /** How many offsets stand between us and the present end. */
  long missing(Consumer<?, ?> consumer) {
    Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
    return partitions.stream()
        .mapToLong(each -> Math.max(0, ends.getOrDefault(each, 0L) - consumer.position(each)))
        .sum();
  }

  /** Everything is being read again, and {@link #unnamed} must be asked once that is done. */
  boolean isSecondReading() {
    return named != null;
  }

  /**
   * Ends a second reading.
   *
   * @param ids of what is in the index
   * @return those that no record named, to be removed
   */
  List<String> unnamed(Set<String> ids) {
    Set<String> present = named == null ? ids : named;
    named = null;
    return ids.stream().filter(id -> !present.contains(id)).toList();
  }

  /** To be kept with the index. A second reading that is not over is begun again next time. */
  Map<String, String> toMap(Consumer<?, ?> consumer, Instant now) {
    Map<String, String> kept = new HashMap<>();
    if (named == null) {
      kept.put(TOPIC_ID, topicId);
      kept.put(COMMITTED_AT, Long.toString(now.toEpochMilli()));
      partitions.forEach(
          each -> kept.put(OFFSET + each.partition(), Long.toString(consumer.position(each))));
    }
    return kept;
  }
}
