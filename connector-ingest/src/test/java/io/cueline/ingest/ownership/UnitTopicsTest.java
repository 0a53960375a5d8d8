package io.cueline.ingest.ownership;

import static org.assertj.core.api.Assertions.assertThat;

import io.cueline.runtime.kafka.KafkaAccess;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.internals.Topic;
import org.junit.jupiter.api.Test;

class UnitTopicsTest {

  private static final KafkaAccess KAFKA =
      new KafkaAccess("nowhere:9092", "bank.", "bank", 8, Map.of());

  @Test
  void whateverAStreamIsNamedItsTopicIsLegalAndNobodyElses() {
    List<String> names =
        List.of("stt-push", "stt_push", "stt_005fpush", "stt push", "stt/push", "日本", "a.b", "é");

    List<String> topics = names.stream().map(name -> UnitTopics.name(KAFKA, name)).toList();

    assertThat(topics).doesNotHaveDuplicates();
    topics.forEach(Topic::validate);
    assertThat(topics).contains("bank.ingest-unit-stt-push");
  }
}
