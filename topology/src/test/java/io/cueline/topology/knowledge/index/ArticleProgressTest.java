package io.cueline.topology.knowledge.index;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ArticleProgressTest {

  private static final Instant NOW = Instant.parse("2026-01-01T10:00:00Z");
  private static final TopicPartition PARTITION = new TopicPartition("articles", 0);

  private static final TopicPartition VECTORS = new TopicPartition("vectors", 0);

  private final MockConsumer<String, byte[]> consumer = new MockConsumer<>("earliest");

  @BeforeEach
  void topicWithOffsetsFiveToTwenty() {
    Node node = new Node(0, "none", 1);
    Node[] nodes = {node};
    consumer.updatePartitions(
        "articles", List.of(new PartitionInfo("articles", 0, node, nodes, nodes)));
    consumer.updatePartitions(
        "vectors", List.of(new PartitionInfo("vectors", 0, node, nodes, nodes)));
    consumer.updateBeginningOffsets(Map.of(PARTITION, 5L, VECTORS, 2L));
    consumer.updateEndOffsets(Map.of(PARTITION, 20L, VECTORS, 9L));
  }

  @Test
  void anIndexOfAnotherTopicIsReadAgainAndWhatNoRecordNamesIsRemoved() {
    ArticleProgress progress = start(kept("old-topic", NOW));
    assertThat(consumer.position(PARTITION)).isEqualTo(5);
    assertThat(progress.isSecondReading()).isTrue();
    assertThat(progress.toMap(consumer, NOW)).isEmpty();

    progress.seen("a");
    progress.seen("b");
    progress.gone("b");
    assertThat(progress.unnamed(Set.of("a", "b", "c"))).containsExactlyInAnyOrder("b", "c");
    assertThat(progress.isSecondReading()).isFalse();
    assertThat(progress.toMap(consumer, NOW)).isEqualTo(kept("topic", NOW, 5, 2));
  }

  @Test
  void anIndexOlderThanTombstonesLiveIsReadAgain() {
    start(kept("topic", NOW.minus(Duration.ofHours(13))));
    assertThat(consumer.position(PARTITION)).isEqualTo(5);
  }

  @Test
  void readingGoesOnWhereItWas() {
    ArticleProgress progress = start(kept("topic", NOW.minus(Duration.ofHours(1))));
    assertThat(consumer.position(PARTITION)).isEqualTo(17);
    assertThat(progress.articlesMissing(consumer)).isEqualTo(3);
    assertThat(consumer.paused()).containsExactly(VECTORS);
    assertThat(progress.vectorsMissing(consumer)).isEqualTo(5);
    assertThat(consumer.paused()).isEmpty();
    assertThat(progress.isSecondReading()).isFalse();
  }

  @Test
  void vectorsOfAnotherTopicAreReadAgainWithTheirArticles() {
    Map<String, String> kept = new HashMap<>(kept("topic", NOW));
    kept.put("vectors-id", "old-vectors");
    assertThat(start(kept).isSecondReading()).isTrue();
    assertThat(consumer.position(PARTITION)).isEqualTo(5);
    assertThat(consumer.position(VECTORS)).isEqualTo(2);
  }

  private ArticleProgress start(Map<String, String> kept) {
    return ArticleProgress.start(
        consumer,
        new ArticleProgress.Topics("articles", "topic", "vectors", "vectors-topic"),
        kept,
        NOW);
  }

  private static Map<String, String> kept(String topicId, Instant at) {
    return kept(topicId, at, 17, 4);
  }

  private static Map<String, String> kept(String topicId, Instant at, long articles, long vectors) {
    return Map.of(
        "articles-id", topicId,
        "vectors-id", "vectors-topic",
        "committed-at", Long.toString(at.toEpochMilli()),
        "offset-articles-0", Long.toString(articles),
        "offset-vectors-0", Long.toString(vectors));
  }
}
