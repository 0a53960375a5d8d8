package io.cueline.publisher.kafka;

import io.cueline.runtime.kafka.KafkaAccess;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.RangeAssignor;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Makes the publisher's consumer. */
public final class Consumers {

  private Consumers() {}

  /**
   * A member of the publisher's group. Assignment is by range: it gives partition n of both topics
   * to the same member, so that one instance has all of an interaction and can keep its calls in
   * line; a sticky assignor would tear them apart.
   *
   * @param memberId static, where there is one
   */
  public static Consumer<byte[], byte[]> create(
      KafkaAccess kafka, Optional<String> memberId, Duration sessionTimeout) {
    Map<String, Object> config = kafka.clientConfig();
    config.put(ConsumerConfig.GROUP_ID_CONFIG, groupId(kafka));
    memberId.ifPresent(id -> config.put(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG, id));
    config.put(ConsumerConfig.CLIENT_ID_CONFIG, kafka.id("publisher"));
    config.put(ConsumerConfig.GROUP_PROTOCOL_CONFIG, "classic");
    config.put(ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG, RangeAssignor.class.getName());
    config.put(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, (int) sessionTimeout.toMillis());
    config.put(
        ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG,
        (int) Math.min(3_000, sessionTimeout.toMillis() / 3));
    config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    config.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    ByteArrayDeserializer bytes = new ByteArrayDeserializer();
    return new KafkaConsumer<>(config, bytes, bytes);
  }

  /** The group's name: {@code <prefix>publisher}. */
  public static String groupId(KafkaAccess kafka) {
    return kafka.id("publisher");
  }
}
