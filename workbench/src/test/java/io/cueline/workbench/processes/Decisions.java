package io.cueline.workbench.processes;

import io.cueline.runtime.kafka.KafkaAccess;
import io.cueline.schemas.topic.Topic;
import io.cueline.schemas.topic.Topics;
import io.cueline.workbench.report.TopicFollower;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
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

  /**
   * What the other holds otherwise, the first three of it; empty where they agree to the letter.
   */
  List<String> differencesFrom(Decisions other) {
    List<String> differences = new ArrayList<>();
    for (Topic<?> topic : TOPICS) {
      Map<String, List<String>> ours = byTopic.get(topic.baseName());
      Map<String, List<String>> theirs = other.byTopic.get(topic.baseName());
      Set<String> keys = new TreeSet<>(ours.keySet());
      keys.addAll(theirs.keySet());
      for (String key : keys) {
        if (differences.size() < 3 && !Objects.equals(ours.get(key), theirs.get(key))) {
          differences.add(
              "%s %s:\n  %s\n  %s"
                  .formatted(topic.baseName(), key, ours.get(key), theirs.get(key)));
        }
      }
    }
    return differences;
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
