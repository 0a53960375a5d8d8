package io.cueline.publisher.kafka;

import io.cueline.runtime.kafka.KafkaAccess;
import io.cueline.runtime.service.StartupException;
import io.cueline.schemas.topic.TopicNames;
import io.cueline.schemas.topic.Topics;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** Whether Kafka can be reached and has the publisher's topics. */
public final class TopicCheck {

  private static final int PATIENCE_MILLIS = 15_000;

  private TopicCheck() {}

  /**
   * @throws StartupException saying what is missing and how to mend it
   */
  public static void require(KafkaAccess kafka) throws InterruptedException {
    TopicNames names = new TopicNames(kafka.prefix());
    List<String> topics =
        List.of(
            names.of(Topics.SCHEMAS),
            names.of(Topics.CUES),
            names.of(Topics.INSIGHTS),
            names.of(Topics.DELIVERIES));
    Map<String, Object> config = kafka.clientConfig();
    config.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, PATIENCE_MILLIS);
    config.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, PATIENCE_MILLIS / 3);
    try (Admin admin = Admin.create(config)) {
      admin.describeTopics(topics).allTopicNames().get();
    } catch (ExecutionException failure) {
      if (failure.getCause() instanceof UnknownTopicOrPartitionException) {
        throw new StartupException(
            "topics with prefix '%s' are missing at %s; 'cueline topics create' makes them"
                .formatted(kafka.prefix(), kafka.bootstrapServers()),
            failure);
      }
      throw unreachable(kafka, failure);
    } catch (KafkaException failure) {
      throw unreachable(kafka, failure);
    }
  }

  private static StartupException unreachable(KafkaAccess kafka, Exception failure) {
    return new StartupException(
        "no Kafka answers at %s; start it, or set kafka.bootstrap-servers"
            .formatted(kafka.bootstrapServers()),
        failure);
  }
}
