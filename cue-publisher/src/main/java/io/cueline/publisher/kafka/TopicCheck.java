package io.cueline.publisher.kafka;

import io.cueline.runtime.kafka.KafkaAccess;
import io.cueline.runtime.service.StartupException;
import io.cueline.schemas.topic.TopicNames;
import io.cueline.schemas.topic.Topics;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** Whether Kafka can be reached and has the publisher's topics. */
public final class TopicCheck {

  private static final int PATIENCE_MILLIS = 15_000;

  /** Topics just made need a moment to be known to every broker. */
  private static final Duration FOR_TOPICS = Duration.ofSeconds(5);

  private static final Duration PAUSE = Duration.ofMillis(100);

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
      long deadline = System.nanoTime() + FOR_TOPICS.toNanos();
      while (!present(admin, topics)) {
        if (System.nanoTime() >= deadline) {
          throw new StartupException(
              "topics with prefix '%s' are missing at %s; 'cueline topics create' makes them"
                  .formatted(kafka.prefix(), kafka.bootstrapServers()));
        }
        Thread.sleep(PAUSE);
      }
    } catch (ExecutionException | KafkaException failure) {
      throw new StartupException(
          "no Kafka answers at %s; start it, or set kafka.bootstrap-servers"
              .formatted(kafka.bootstrapServers()),
          failure);
    }
  }

  private static boolean present(Admin admin, List<String> topics)
      throws ExecutionException, InterruptedException {
    try {
      Map<TopicPartition, OffsetSpec> latest = new HashMap<>();
      for (TopicDescription topic : admin.describeTopics(topics).allTopicNames().get().values()) {
        topic
            .partitions()
            .forEach(
                partition ->
                    latest.put(
                        new TopicPartition(topic.name(), partition.partition()),
                        OffsetSpec.latest()));
      }
      // Waits until all have leaders; a topic just made has none for a moment.
      admin.listOffsets(latest).all().get();
      return true;
    } catch (ExecutionException failure) {
      if (failure.getCause() instanceof UnknownTopicOrPartitionException) {
        return false;
      }
      throw failure;
    }
  }
}
