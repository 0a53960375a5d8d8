package io.cueline.publisher.kafka;

import io.cueline.publisher.delivery.Position;
import io.cueline.publisher.delivery.Position.Share;
import io.cueline.publisher.delivery.Routing;
import io.cueline.publisher.delivery.Work;
import io.cueline.publisher.delivery.WorkClass;
import io.cueline.publisher.metrics.PublisherMetrics;
import io.cueline.schemas.Cue;
import io.cueline.schemas.Feedback;
import io.cueline.schemas.Insight;
import io.cueline.schemas.serde.AvroSerde;
import io.cueline.schemas.serde.SchemaDirectory;
import io.cueline.schemas.topic.TopicNames;
import io.cueline.schemas.topic.Topics;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.SerializationException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes work of the records of {@code cues}, {@code insights} and {@code feedback}. Thread-safe.
 */
public final class RecordReader {

  private static final Logger LOG = LoggerFactory.getLogger(RecordReader.class);

  private final Map<WorkClass, String> topics = new EnumMap<>(WorkClass.class);
  private final Map<String, WorkClass> classes = new HashMap<>();
  private final AvroSerde<Cue> cues;
  private final AvroSerde<Insight> insights;
  private final AvroSerde<Feedback> feedback;
  private final Routing routing;
  private final PublisherMetrics metrics;

  public RecordReader(
      TopicNames names, SchemaDirectory schemas, Routing routing, PublisherMetrics metrics) {
    topics.put(WorkClass.CUES, names.of(Topics.CUES));
    topics.put(WorkClass.INSIGHTS, names.of(Topics.INSIGHTS));
    topics.put(WorkClass.FEEDBACK, names.of(Topics.FEEDBACK));
    topics.forEach((workClass, topic) -> classes.put(topic, workClass));
    this.cues = AvroSerde.of(Topics.CUES, schemas);
    this.insights = AvroSerde.of(Topics.INSIGHTS, schemas);
    this.feedback = AvroSerde.of(Topics.FEEDBACK, schemas);
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
    WorkClass workClass = classes.get(partition.topic());
    if (workClass == null) {
      throw new IllegalArgumentException("no class reads " + partition.topic());
    }
    return new Share(workClass, partition.partition());
  }

  /**
   * Empty for a tombstone and for what cannot be read: without ids there can be no receipt, so it
   * is counted and logged, and skipped.
   */
  List<Work> works(ConsumerRecord<byte[], byte[]> row, Instant consumedAt) {
    if (row.value() == null) {
      return List.of();
    }
    Share share = share(new TopicPartition(row.topic(), row.partition()));
    Position position = new Position(share.workClass(), share.partition(), row.offset());
    try {
      String topic = row.topic();
      return switch (share.workClass()) {
        case CUES -> routing.works(cues.deserialize(topic, row.value()), position, consumedAt);
        case INSIGHTS ->
            routing.works(insights.deserialize(topic, row.value()), position, consumedAt);
        case FEEDBACK ->
            routing.works(feedback.deserialize(topic, row.value()), position, consumedAt);
      };
    } catch (SerializationException unreadable) {
      metrics.unreadable(row.topic());
      LOG.atWarn()
          .addKeyValue("topic", row.topic())
          .addKeyValue("partition", row.partition())
          .addKeyValue("offset", row.offset())
          .addKeyValue("reason", unreadable.getMessage())
          .log("skipped a record that cannot be read; it has no ids, so it gets no receipt");
      return List.of();
    }
  }
}
