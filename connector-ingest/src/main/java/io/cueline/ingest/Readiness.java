package io.cueline.ingest;

import io.cueline.runtime.kafka.KafkaAccess;
import io.cueline.runtime.service.StartupException;
import io.cueline.schemas.topic.Topic;
import io.cueline.schemas.topic.TopicNames;
import io.cueline.schemas.topic.Topics;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.KafkaException;

/** What must be there before ingest begins. */
final class Readiness {

  private static final List<Topic<?>> WRITTEN =
      List.of(
          Topics.SCHEMAS,
          Topics.TRANSCRIPT_FRAMES,
          Topics.REJECTED_FRAMES,
          Topics.KNOWLEDGE_ARTICLES);

  private Readiness() {}

  /**
   * Waits for Kafka to answer and looks for the topics that ingest writes.
   *
   * @throws StartupException saying what is missing and how to mend it
   */
  static void check(KafkaAccess kafka, Duration timeout) {
    Map<String, Object> config = kafka.clientConfig();
    config.put(
        AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, Math.toIntExact(timeout.toMillis()));
    config.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, Math.toIntExact(timeout.toMillis()));
    Set<String> present;
    try (Admin admin = Admin.create(config)) {
      present = admin.listTopics().names().get(timeout.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException | TimeoutException | KafkaException unreachable) {
      throw new StartupException(
          "no Kafka answered at %s within %d s: start it, or set %s (%s)"
              .formatted(
                  kafka.bootstrapServers(),
                  timeout.toSeconds(),
                  KafkaAccess.BOOTSTRAP.key(),
                  KafkaAccess.BOOTSTRAP.environmentName()),
          unreachable);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new StartupException("interrupted while waiting for Kafka", stopped);
    }
    TopicNames names = new TopicNames(kafka.prefix());
    for (Topic<?> topic : WRITTEN) {
      if (!present.contains(names.of(topic))) {
        throw new StartupException(
            "topic %s is missing: 'cueline topics create' makes it".formatted(names.of(topic)));
      }
    }
  }
}
