package io.cueline.runtime.kafka;

import io.cueline.runtime.service.StartupException;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** Whether Kafka can be reached and holds the topics that somebody is about to use. */
public final class ClusterCheck {

  /** Topics that another process has just made need a moment to be known everywhere. */
  private static final Duration APPEAR_WITHIN = Duration.ofSeconds(5);

  private static final Duration LOOK_AGAIN = Duration.ofMillis(50);

  private ClusterCheck() {}

  /**
   * Blocks until Kafka answers and every partition of the topics has a leader.
   *
   * @param topics full names; none where only Kafka must answer
   * @throws StartupException saying what is missing and how to mend it
   */
  public static void require(KafkaAccess kafka, Collection<String> topics, Duration answerWithin) {
    Map<String, Object> config = kafka.clientConfig();
    int millis = Math.toIntExact(answerWithin.toMillis());
    config.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, millis);
    config.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, millis);
    try (Admin admin = Admin.create(config)) {
      admin.describeCluster().nodes().get();
      requireTopics(admin, kafka, topics, answerWithin);
    } catch (ExecutionException | KafkaException unreachable) {
      throw new StartupException(
          "no Kafka answered at %s within %d s: start it, or set %s (%s)"
              .formatted(
                  kafka.bootstrapServers(),
                  answerWithin.toSeconds(),
                  KafkaAccess.BOOTSTRAP.key(),
                  KafkaAccess.BOOTSTRAP.environmentName()),
          unreachable);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new StartupException("interrupted while waiting for Kafka", stopped);
    }
  }

  private static void requireTopics(
      Admin admin, KafkaAccess kafka, Collection<String> topics, Duration patience)
      throws ExecutionException, InterruptedException {
    Duration within = patience.compareTo(APPEAR_WITHIN) < 0 ? patience : APPEAR_WITHIN;
    long deadline = System.nanoTime() + within.toNanos();
    for (String topic : topics) {
      while (!hasLeaders(admin, topic)) {
        if (System.nanoTime() >= deadline) {
          throw new StartupException(
              "topic %s is missing at %s: 'cueline topics create' makes it"
                  .formatted(topic, kafka.bootstrapServers()));
        }
        TimeUnit.NANOSECONDS.sleep(LOOK_AGAIN.toNanos());
      }
    }
  }

  private static boolean hasLeaders(Admin admin, String topic)
      throws ExecutionException, InterruptedException {
    try {
      Map<TopicPartition, OffsetSpec> latest = new HashMap<>();
      for (TopicDescription each :
          admin.describeTopics(List.of(topic)).allTopicNames().get().values()) {
        each.partitions()
            .forEach(
                partition ->
                    latest.put(
                        new TopicPartition(topic, partition.partition()), OffsetSpec.latest()));
      }
      // Answers only once every partition has a leader; a topic just made has none for a moment.
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
