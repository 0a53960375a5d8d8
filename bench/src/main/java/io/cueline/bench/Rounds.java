package io.cueline.bench;

import io.cueline.runtime.kafka.KafkaAccess;
import io.cueline.schemas.topic.TopicAdmin;
import io.cueline.schemas.topic.TopicNames;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;

/** What measurements in rounds, on a broker of their own, begin and end with. */
final class Rounds {

  private Rounds() {}

  /** All topics of the prefix, each on the one broker there is. */
  static void createTopics(KafkaAccess kafka, int partitions) throws InterruptedException {
    try (Admin admin = Admin.create(kafka.clientConfig())) {
      new TopicAdmin(admin, new TopicNames(kafka.prefix()))
          .create(partitions, Optional.of((short) 1));
    } catch (ExecutionException failure) {
      throw new IllegalStateException("the broker failed: " + failure.getCause(), failure);
    }
  }

  /**
   * @param values at least one
   */
  static double median(List<Double> values) {
    List<Double> sorted = values.stream().sorted().toList();
    int middle = sorted.size() / 2;
    return sorted.size() % 2 == 1
        ? sorted.get(middle)
        : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
  }
}
