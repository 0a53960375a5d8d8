package io.cueline.workbench.cli;

import io.cueline.runtime.kafka.ClusterCheck;
import io.cueline.runtime.kafka.KafkaAccess;
import io.cueline.runtime.settings.Settings;
import io.cueline.schemas.topic.Topic;
import io.cueline.schemas.topic.TopicNames;
import java.time.Duration;
import java.util.List;

/** The cluster that is set, for a command whose user waits for it. */
final class Reach {

  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private Reach() {}

  /**
   * Makes sure that the cluster answers and has these topics.
   *
   * @throws io.cueline.runtime.service.StartupException where it does not
   */
  static KafkaAccess cluster(Settings settings, Topic<?>... topics) {
    KafkaAccess kafka = KafkaAccess.from(settings);
    Duration set = settings.get(KafkaAccess.START_TIMEOUT);
    ClusterCheck.require(
        kafka,
        new TopicNames(kafka.prefix()).of(List.of(topics)),
        set.compareTo(PATIENCE) < 0 ? set : PATIENCE);
    return kafka;
  }
}
