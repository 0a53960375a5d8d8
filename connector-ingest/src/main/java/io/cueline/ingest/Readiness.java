package io.cueline.ingest;

import io.cueline.runtime.kafka.KafkaAccess;
import io.cueline.runtime.service.StartupException;
import io.cueline.schemas.topic.Topic;
import io.cueline.schemas.topic.TopicNames;
import io.cueline.schemas.topic.Topics;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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

  /** A topic just created shows at each broker a little later. */
  private static final Duration APPEAR = Duration.ofSeconds(3);

  private static final Duration LOOK_AGAIN = Duration.ofMillis(50);

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
    try (Admin admin = Admin.create(config)) {
      Instant deadline = Instant.now().plus(timeout.compareTo(APPEAR) < 0 ? timeout : APPEAR);
      Optional<String> missing = missing(admin, kafka, timeout);
      while (missing.isPresent() && Instant.now().isBefore(deadline)) {
        TimeUnit.MILLISECONDS.sleep(LOOK_AGAIN.toMillis());
        missing = missing(admin, kafka, timeout);
      }
      missing.ifPresent(Readiness::refuse);
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
  }

  private static Optional<String> missing(Admin admin, KafkaAccess kafka, Duration timeout)
      throws ExecutionException, InterruptedException, TimeoutException {
    Set<String> present = admin.listTopics().names().get(timeout.toMillis(), TimeUnit.MILLISECONDS);
    TopicNames names = new TopicNames(kafka.prefix());
    return WRITTEN.stream().map(names::of).filter(name -> !present.contains(name)).findFirst();
  }

  private static void refuse(String topic) {
    throw new StartupException(
        "topic %s is missing: 'cueline topics create' makes it".formatted(topic));
  }
}
