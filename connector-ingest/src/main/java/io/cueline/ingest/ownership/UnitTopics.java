package io.cueline.ingest.ownership;

import io.cueline.runtime.kafka.KafkaAccess;
import io.cueline.runtime.service.StartupException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TopicExistsException;

/**
 * The topics that stand for units in the group: one each, of one partition, always empty. Internal
 * and made at start, as Kafka Streams makes its own.
 */
final class UnitTopics {

  private static final String BEFORE = "ingest-unit-";

  private UnitTopics() {}

  /** What a topic's name cannot hold becomes its code. */
  static String name(KafkaAccess kafka, String unit) {
    StringBuilder legal = new StringBuilder();
    unit.chars()
        .forEach(
            each -> {
              boolean plain =
                  each < 128 && (Character.isLetterOrDigit(each) || each == '-' || each == '.');
              legal.append(plain ? Character.toString(each) : "_%04x".formatted(each));
            });
    return kafka.id(BEFORE + legal);
  }

  /**
   * Makes those that are missing. Safe to call from several processes at once.
   *
   * @throws StartupException where Kafka refuses
   */
  static void create(KafkaAccess kafka, Collection<String> topics) {
    try (Admin admin = Admin.create(kafka.clientConfig())) {
      Map<String, KafkaFuture<Void>> made =
          admin
              .createTopics(
                  topics.stream()
                      .map(
                          topic ->
                              new NewTopic(topic, Optional.of(1), Optional.empty())
                                  .configs(Map.of(TopicConfig.CLEANUP_POLICY_CONFIG, "compact")))
                      .toList())
              .values();
      for (var entry : new LinkedHashMap<>(made).entrySet()) {
        await(entry.getKey(), entry.getValue());
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new StartupException("interrupted while making topics", stopped);
    }
  }

  private static void await(String topic, KafkaFuture<Void> made) throws InterruptedException {
    try {
      made.get();
    } catch (ExecutionException refused) {
      if (!(refused.getCause() instanceof TopicExistsException)) {
        throw new StartupException(
            "topic %s could not be made (%s): allow it, or make it with one partition"
                .formatted(topic, refused.getCause()),
            refused);
      }
    }
  }
}
