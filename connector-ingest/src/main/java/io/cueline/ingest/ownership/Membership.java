package io.cueline.ingest.ownership;

import io.cueline.runtime.kafka.KafkaAccess;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * As what an instance takes part in the sharing out.
 *
 * @param group shares the units out
 * @param instance for whoever looks at the group
 * @param sessionTimeout not heard of for so long, an instance is replaced
 */
public record Membership(String group, String instance, Duration sessionTimeout) {

  public Membership {
    if (!sessionTimeout.isPositive()) {
      throw new IllegalArgumentException("a session time-out is more than 0");
    }
  }

  /** Decision 0033 says why so. */
  Map<String, Object> config(KafkaAccess kafka) {
    Map<String, Object> config = kafka.clientConfig();
    int session = Math.toIntExact(sessionTimeout.toMillis());
    config.put(ConsumerConfig.GROUP_ID_CONFIG, kafka.id(group));
    config.put(ConsumerConfig.CLIENT_ID_CONFIG, kafka.id(group + "-" + instance));
    config.put(ConsumerConfig.GROUP_PROTOCOL_CONFIG, "classic");
    config.put(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, session);
    config.put(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, Math.max(1, session / 4));
    config.put(
        ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG,
        CooperativeStickyAssignor.class.getName());
    config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "latest");
    config.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
    config.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
    return config;
  }
}
