package io.cueline.workbench.demo;

import io.cueline.runtime.service.StartupException;
import io.cueline.schemas.topic.Topic;
import io.cueline.workbench.report.TopicFollower;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/** How many records of a topic a consumer group has not finished. */
final class Lag {

  private final Admin admin;
  private final String group;
  private final Topic<?> topic;

  Lag(Admin admin, String group, Topic<?> topic) {
    this.admin = admin;
    this.group = group;
    this.topic = topic;
  }

  /** Counted against what the follower has seen: transaction markers have offsets, too. */
  long behind(TopicFollower follower) throws InterruptedException {
    Map<TopicPartition, Long> last = follower.lastOffsets(topic);
    if (last.isEmpty()) {
      return 0;
    }
    try {
      Map<TopicPartition, OffsetAndMetadata> committed =
          admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata().get();
      return last.entrySet().stream()
          .mapToLong(
              each -> Math.max(0, each.getValue() + 1 - offset(committed.get(each.getKey()))))
          .sum();
    } catch (ExecutionException failure) {
      throw new StartupException(
          "cannot ask for the offsets of %s: %s".formatted(group, failure.getCause()), failure);
    }
  }

  private static long offset(@org.jspecify.annotations.Nullable OffsetAndMetadata committed) {
    return committed == null ? 0 : committed.offset();
  }
}
