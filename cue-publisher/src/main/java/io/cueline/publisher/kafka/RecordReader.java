package io.cueline.publisher.kafka;

import io.cueline.publisher.delivery.Position;
import io.cueline.publisher.delivery.Position.Share;
import io.cueline.publisher.delivery.Routing;
import io.cueline.publisher.delivery.Work;
import io.cueline.publisher.delivery.WorkClass;
import io.cueline.publisher.metrics.PublisherMetrics;
import io.cueline.schemas.Cue;
import io.cueline.schemas.Insight;
import io.cueline.schemas.serde.AvroSerde;
import io.cueline.schemas.serde.SchemaDirectory;
import io.cueline.schemas.topic.TopicNames;
import io.cueline.schemas.topic.Topics;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.SerializationException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes work of the records of {@code cues} and {@code insights}. Thread-safe. */
public final class RecordReader {

  private static final Logger LOG = LoggerFactory.getLogger(RecordReader.class);

  private final Map<WorkClass, String> topics = new EnumMap<>(WorkClass.class);
  private final AvroSerde<Cue> cues;
  private final AvroSerde<Insight> insights;
  private final Routing routing;
  private final PublisherMetrics metrics;

  public RecordReader(
      TopicNames names, SchemaDirectory schemas, Routing routing, PublisherMetrics metrics) {
    topics.put(WorkClass.CUES, names.of(Topics.CUES));
    topics.put(WorkClass.INSIGHTS, names.of(Topics.INSIGHTS));
    this.cues = AvroSerde.of(Topics.CUES, schemas);
    this.insights = AvroSerde.of(Topics.INSIGHTS, schemas);
    this.routing = routing;
    this.metrics = metrics;
  }

  String topic(WorkClass workClass) {
    String topic = topics.get(workClass);
    if (topic == null) {
      throw new IllegalArgumentException("no topic for " + workClass);
    }
    return topic;
  }

  TopicPartition partition(Share share) {
    return new TopicPartition(topic(share.workClass()), share.partition());
  }

  Share share(TopicPartition partition) {
    WorkClass workClass =
        partition.topic().equals(topic(WorkClass.CUES)) ? WorkClass.CUES : WorkClass.INSIGHTS;
    return new Share(workClass, partition.partition());
  }

  /**
   * Empty for a tombstone and for what cannot be read: without ids there can be no receipt, so it
   * is counted and logged, and skipped.
   */
  Optional<Work> work(ConsumerRecord<byte[], byte[]> row, Instant consumedAt) {
    if (row.value() == null) {
      return Optional.empty();
    }
    Share share = share(new TopicPartition(row.topic(), row.partition()));
    Position position = new Position(share.workClass(), share.partition(), row.offset());
    try {
      return Optional.of(
          switch (share.workClass()) {
            case CUES ->
                routing.work(cues.deserialize(row.topic(), row.value()), position, consumedAt);
            case INSIGHTS ->
                routing.work(insights.deserialize(row.topic(), row.value()), position, consumedAt);
          });
    } catch (SerializationException unreadable) {
      metrics.unreadable(row.topic());
      LOG.atWarn()
          .addKeyValue("topic", row.topic())
          .addKeyValue("partition", row.partition())
          .addKeyValue("offset", row.offset())
          .addKeyValue("reason", unreadable.getMessage())
          .log("skipped a record that cannot be read; it has no ids, so it gets no receipt");
      return Optional.empty();
    }
  }
}
