package io.cueline.topology.knowledge.index;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * How far the topics of articles and vectors have been read, as kept in the index itself. Where
 * that is unknown, of other topics, or so old that compaction may have dropped tombstones we have
 * not seen, everything is read again from the start and what no record named is removed: unchanged
 * articles cost a look each, not an indexing. Vectors are read once all articles are there. One
 * thread.
 */
final class ArticleProgress {

  /**
   * What is followed.
   *
   * @param articlesId tells a topic made anew under the same name, as does {@code vectorsId}
   */
  record Topics(String articles, String articlesId, String vectors, String vectorsId) {}

  /** Well below the day for which Kafka keeps tombstones by default. */
  private static final Duration TRUSTED_FOR = Duration.ofHours(12);

  private static final String ARTICLES_ID = "articles-id";
  private static final String VECTORS_ID = "vectors-id";
  private static final String COMMITTED_AT = "committed-at";
  private static final String OFFSET = "offset-";

  private final Topics topics;
  private final List<TopicPartition> articles;
  private final List<TopicPartition> vectors;

  /** Keys named since the start of a second reading; null once that is over. */
  private @Nullable Set<String> named;

  private ArticleProgress(
      Topics topics,
      List<TopicPartition> articles,
      List<TopicPartition> vectors,
      boolean fromStart) {
    this.topics = topics;
    this.articles = articles;
    this.vectors = vectors;
    this.named = fromStart ? new HashSet<>() : null;
  }

  /** Assigns all partitions and seeks to where reading goes on; vectors wait for the articles. */
  static ArticleProgress start(
      Consumer<?, ?> consumer, Topics topics, Map<String, String> kept, Instant now) {
    List<TopicPartition> articles = partitions(consumer, topics.articles());
    List<TopicPartition> vectors = partitions(consumer, topics.vectors());
    List<TopicPartition> all = new ArrayList<>(articles);
    all.addAll(vectors);
    consumer.assign(all);
    boolean trusted = isTrusted(kept, topics, now);
    Map<TopicPartition, Long> beginnings = consumer.beginningOffsets(all);
    for (TopicPartition partition : all) {
      long beginning = beginnings.getOrDefault(partition, 0L);
      String offset = kept.get(OFFSET + partition);
      consumer.seek(
          partition,
          trusted && offset != null ? Math.max(beginning, Long.parseLong(offset)) : beginning);
    }
    consumer.pause(vectors);
    return new ArticleProgress(topics, articles, vectors, !trusted);
  }

  private static List<TopicPartition> partitions(Consumer<?, ?> consumer, String topic) {
    return consumer.partitionsFor(topic).stream()
        .map(info -> new TopicPartition(topic, info.partition()))
        .toList();
  }

  private static boolean isTrusted(Map<String, String> kept, Topics topics, Instant now) {
    String committedAt = kept.get(COMMITTED_AT);
    return topics.articlesId().equals(kept.get(ARTICLES_ID))
        && topics.vectorsId().equals(kept.get(VECTORS_ID))
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

  /** How many offsets of articles stand between us and the present end. */
  long articlesMissing(Consumer<?, ?> consumer) {
    return missing(consumer, articles);
  }

  /** The same of vectors, which are read from now on. */
  long vectorsMissing(Consumer<?, ?> consumer) {
    consumer.resume(vectors);
    return missing(consumer, vectors);
  }

  private static long missing(Consumer<?, ?> consumer, List<TopicPartition> partitions) {
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
      kept.put(ARTICLES_ID, topics.articlesId());
      kept.put(VECTORS_ID, topics.vectorsId());
      kept.put(COMMITTED_AT, Long.toString(now.toEpochMilli()));
      for (List<TopicPartition> partitions : List.of(articles, vectors)) {
        partitions.forEach(each -> kept.put(OFFSET + each, Long.toString(consumer.position(each))));
      }
    }
    return kept;
  }
}
