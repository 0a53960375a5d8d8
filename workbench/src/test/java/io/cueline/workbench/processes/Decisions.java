package io.cueline.workbench.processes;

import io.cueline.runtime.kafka.KafkaAccess;
import io.cueline.schemas.topic.Topic;
import io.cueline.schemas.topic.Topics;
import io.cueline.workbench.report.TopicFollower;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecordBase;

/**
 * All that was decided, but for processing times: what two runs on the same calls must agree on, to
 * the letter. By topic, then by key; each key's records in their order.
 */
record Decisions(Map<String, Map<String, List<String>>> byTopic) {

  private static final List<Topic<? extends SpecificRecordBase>> TOPICS =
      List.of(
          Topics.VIOLATIONS,
          Topics.SCORECARDS,
          Topics.DISCLOSURE_STATES,
          Topics.NEAR_MISSES,
          Topics.CUES);

  private static final List<String> PROCESSING_TIMES = List.of("decidedAt", "receivedAt");

  static Decisions read(KafkaAccess kafka) {
    Map<String, Map<String, List<String>>> byTopic = new TreeMap<>();
    try (TopicFollower follower = new TopicFollower(kafka)) {
      for (Topic<? extends SpecificRecordBase> topic : TOPICS) {
        take(follower, topic, byTopic.computeIfAbsent(topic.baseName(), any -> new TreeMap<>()));
      }
      follower.readToEnd();
    }
    return new Decisions(byTopic);
  }

  /** The records of a topic, over all keys. */
  int count(Topic<?> topic) {
    return byTopic.get(topic.baseName()).values().stream().mapToInt(List::size).sum();
  }

  /** Ids that were written more than once. */
  List<String> twice(Topic<?> topic) {
    return byTopic.get(topic.baseName()).entrySet().stream()
        .filter(entry -> entry.getValue().size() > 1)
        .map(Map.Entry::getKey)
        .toList();
  }

  private static <V extends SpecificRecordBase> void take(
      TopicFollower follower, Topic<V> topic, Map<String, List<String>> byKey) {
    follower.takeRows(
        topic,
        row ->
            byKey.computeIfAbsent(row.key(), any -> new ArrayList<>()).add(timeless(row.value())));
  }

  private static String timeless(SpecificRecordBase value) {
    for (String name : PROCESSING_TIMES) {
      Schema.Field field = value.getSchema().getField(name);
      if (field != null) {
        value.put(field.pos(), Instant.EPOCH);
      }
    }
    return value.toString();
  }
}
