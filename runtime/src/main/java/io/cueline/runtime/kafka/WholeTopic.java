package io.cueline.runtime.kafka;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/** Reads a topic from its beginning to where it ends as of now. On the consumer's own thread. */
public final class WholeTopic {

  private static final Duration POLL = Duration.ofMillis(100);

  private WholeTopic() {}

  /**
   * Turns a consumer to all partitions of a topic and hands over every record that stands there,
   * partition by partition in its order. What comes meanwhile may be among them.
   *
   * @throws KafkaException when Kafka does not answer, or has no such topic
   */
  public static <K, V> void read(
      Consumer<K, V> consumer,
      String topic,
      java.util.function.Consumer<ConsumerRecord<K, V>> taker) {
    List<TopicPartition> partitions = partitions(consumer, topic).toList();
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
    readOn(consumer, taker);
  }

  /** The same from where the consumer stands, of what it is assigned. */
  public static <K, V> void readOn(
      Consumer<K, V> consumer, java.util.function.Consumer<ConsumerRecord<K, V>> taker) {
    Map<TopicPartition, Long> ends = consumer.endOffsets(consumer.assignment());
    while (ends.entrySet().stream()
        .anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
      consumer.poll(POLL).forEach(taker);
    }
  }

  /** All partitions of a topic. */
  public static Stream<TopicPartition> partitions(Consumer<?, ?> consumer, String topic) {
    return consumer.partitionsFor(topic).stream()
        .map(each -> new TopicPartition(topic, each.partition()));
  }
}
