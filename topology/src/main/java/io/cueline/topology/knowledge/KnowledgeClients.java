package io.cueline.topology.knowledge;

import io.cueline.runtime.kafka.KafkaAccess;
import io.cueline.runtime.service.StartupException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** The look-up's Kafka clients besides those of Streams. */
final class KnowledgeClients {

  private static final Duration ASK_KAFKA_WITHIN = Duration.ofSeconds(20);

  /** Of one request of a follower: it must end soon after it is told to. */
  private static final int REQUEST_TIMEOUT_MS = 3_000;

  private static final int EMBEDDED_AT_ONCE = 128;

  /** Others take over that long after a crash; brokers allow no less by default. */
  private static final int SESSION_TIMEOUT_MS = 6_000;

  private static final int TRANSACTION_TIMEOUT_MS = 10_000;

  private KnowledgeClients() {}

  /** Follows topics from where it is told to: without a group, committed records only. */
  static Consumer<String, byte[]> follower(KafkaAccess kafka) {
    Map<String, Object> config = readCommitted(kafka);
    config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    config.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, REQUEST_TIMEOUT_MS);
    config.put(ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG, REQUEST_TIMEOUT_MS);
    return new KafkaConsumer<>(config, new StringDeserializer(), new ByteArrayDeserializer());
  }

  /** Reads queries for the tenant's search; old ones are of no use to it. */
  static Consumer<String, byte[]> queries(KafkaAccess kafka) {
    Map<String, Object> config = readCommitted(kafka);
    config.put(ConsumerConfig.GROUP_ID_CONFIG, kafka.id("knowledge-remote"));
    config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "latest");
    return new KafkaConsumer<>(config, new StringDeserializer(), new ByteArrayDeserializer());
  }

  /** Shares the articles with the other instances that embed by the same model. */
  static Consumer<String, byte[]> embedding(KafkaAccess kafka, String model) {
    Map<String, Object> config = readCommitted(kafka);
    config.put(ConsumerConfig.GROUP_ID_CONFIG, kafka.id("knowledge-embedding-" + model));
    config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    // Between two polls so many are embedded: seconds, if they are long.
    config.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, EMBEDDED_AT_ONCE);
    config.put(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, SESSION_TIMEOUT_MS);
    return new KafkaConsumer<>(config, new StringDeserializer(), new ByteArrayDeserializer());
  }

  /** Position and vectors are committed together; the group fences whoever has lost a partition. */
  static Producer<String, byte[]> vectors(KafkaAccess kafka) {
    Map<String, Object> config = kafka.clientConfig();
    config.put(
        ProducerConfig.TRANSACTIONAL_ID_CONFIG,
        kafka.id("knowledge-embedding-" + UUID.randomUUID()));
    config.put(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, TRANSACTION_TIMEOUT_MS);
    return new KafkaProducer<>(config, new StringSerializer(), new ByteArraySerializer());
  }

  static Producer<String, byte[]> results(KafkaAccess kafka) {
    return new KafkaProducer<>(
        kafka.clientConfig(), new StringSerializer(), new ByteArraySerializer());
  }

  private static Map<String, Object> readCommitted(KafkaAccess kafka) {
    Map<String, Object> config = kafka.clientConfig();
    config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    return config;
  }

  /**
   * What tells a topic from one made anew under the same name.
   *
   * @throws StartupException where the topic is missing or Kafka does not answer
   */
  static String topicId(KafkaAccess kafka, String topic) {
    try (Admin admin = Admin.create(kafka.clientConfig())) {
      return admin
          .describeTopics(List.of(topic))
          .allTopicNames()
          .get(ASK_KAFKA_WITHIN.toMillis(), TimeUnit.MILLISECONDS)
          .values()
          .iterator()
          .next()
          .topicId()
          .toString();
    } catch (ExecutionException failure) {
      if (failure.getCause() instanceof UnknownTopicOrPartitionException) {
        throw new StartupException(
            "topic %s is missing: 'cueline topics create' makes it".formatted(topic), failure);
      }
      throw unreachable(kafka, failure);
    } catch (TimeoutException late) {
      throw unreachable(kafka, late);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw unreachable(kafka, interrupted);
    }
  }

  private static StartupException unreachable(KafkaAccess kafka, Exception cause) {
    return new StartupException(
        "Kafka at %s does not answer: check %s"
            .formatted(kafka.bootstrapServers(), KafkaAccess.BOOTSTRAP.key()),
        cause);
  }
}
