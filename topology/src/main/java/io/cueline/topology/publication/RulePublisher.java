package io.cueline.topology.publication;

import io.cueline.schemas.serde.SchemaDirectory;
import io.cueline.schemas.topic.TopicNames;
import io.cueline.topology.rules.RuleError;
import io.cueline.topology.rules.RuleFile;
import io.cueline.topology.rules.RuleSet;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Publishes sets of rules, each in one transaction whose last record is its revision. Of two
 * writers on the same base the first in the log wins: all of them share one transactional id, so
 * whoever comes later fences whoever has not committed, and then finds what was committed.
 * Thread-safe; blocks while it works. Throws {@link KafkaException} when the cluster cannot be
 * reached.
 */
public final class RulePublisher {

  private static final int ATTEMPTS = 12;
  private static final Duration STEP_ASIDE = Duration.ofMillis(100);
  private static final int LARGEST_REQUEST = 16 * 1024 * 1024;
  private static final Logger LOG = LoggerFactory.getLogger(RulePublisher.class);

  private final Map<String, Object> clientConfig;
  private final String transactionalId;
  private final ConfigTopics topics;
  private final InstantSource clock;

  /**
   * @param clientConfig how to reach the cluster
   * @param clock when something was published; decides nothing
   */
  public RulePublisher(
      Map<String, Object> clientConfig,
      TopicNames names,
      SchemaDirectory schemas,
      InstantSource clock) {
    this.clientConfig = Map.copyOf(clientConfig);
    this.transactionalId = names.prefix() + "rule-publisher";
    this.topics = new ConfigTopics(clientConfig, names, schemas);
    this.clock = clock;
  }

  /** The number of the revision in force, 0 before the first. */
  public long currentRevision() {
    return topics.readConfig().number();
  }

  /** The rules in force, read from the topic as it stands now. */
  public InForce inForce() {
    return topics.readConfig().inForce();
  }

  /**
   * The rules in force, those that are off as well, with the versions they were published under.
   */
  public RuleSet current() {
    return inForce().rules();
  }

  /** Checks a rule file and publishes it, as {@link #publish} does. */
  public PublishResult publishFile(String file, String yaml, long base, String who, String why) {
    return switch (RuleFile.parse(file, yaml)) {
      case RuleFile.Result.Accepted accepted -> publish(accepted.rules(), base, who, why);
      case RuleFile.Result.Refused refused -> new PublishResult.Refused(refused.errors());
    };
  }

  /** Publishes these rules unless a revision is in force already. */
  public PublishResult publishInitial(RuleSet rules, String who, String why) {
    long current = currentRevision();
    if (current > 0) {
      return new PublishResult.Unchanged(current);
    }
    PublishResult result = publish(rules, 0, who, why);
    return result instanceof PublishResult.Conflict conflict && conflict.current() > 0
        ? new PublishResult.Unchanged(conflict.current())
        : result;
  }

  /**
   * Puts this set of rules in force in place of all others.
   *
   * @param base the revision that the set was made from, 0 before the first
   * @param who and {@code why}: for the audit log
   */
  public PublishResult publish(RuleSet rules, long base, String who, String why) {
    for (int attempt = 1; ; attempt++) {
      try {
        return attempt(rules, base, who, why);
      } catch (KafkaException failure) {
        if (!fenced(failure)) {
          throw failure;
        }
        // Another writer came in between. Its revision is there now, or it failed and we go again.
        if (attempt == ATTEMPTS) {
          return new PublishResult.Conflict(currentRevision());
        }
        LOG.atInfo().addKeyValue("attempt", attempt).log("another writer publishes rules too");
        stepAside(attempt);
      }
    }
  }

  /** Writers that come back at once fence each other for ever: longer each time, and by chance. */
  private static void stepAside(int attempt) {
    long most = STEP_ASIDE.multipliedBy(attempt).toNanos();
    LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(most));
  }

  private PublishResult attempt(RuleSet rules, long base, String who, String why) {
    try (KafkaProducer<byte[], byte[]> producer = producer()) {
      producer.initTransactions();
      ConfigView view = topics.readConfig();
      if (view.number() != base) {
        return new PublishResult.Conflict(view.number());
      }
      topics.readVersions(
          version -> {
            view.used(version.getRuleId(), version.getVersion());
          });
      Publication publication = new Publication(topics, view, rules, who, why, clock.instant());
      if (publication.unchanged()) {
        return new PublishResult.Unchanged(base);
      }
      return write(producer, publication);
    }
  }

  private PublishResult write(KafkaProducer<byte[], byte[]> producer, Publication publication) {
    producer.beginTransaction();
    try {
      Future<RecordMetadata> last = null;
      for (ProducerRecord<byte[], byte[]> row : publication.records()) {
        last = producer.send(row);
      }
      long offset = last == null ? -1 : last.get().offset();
      producer.commitTransaction();
      if (!topics.awaitReadable(offset)) {
        LOG.atWarn().log("the rules are published, but cannot be read yet");
      }
    } catch (KafkaException failure) {
      return failed(producer, failure);
    } catch (ExecutionException failure) {
      return failed(producer, new KafkaException("publishing rules failed", failure.getCause()));
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new KafkaException("interrupted while publishing rules", interrupted);
    }
    LOG.atInfo()
        .addKeyValue("revision", publication.revision())
        .addKeyValue("changed", publication.changed().size())
        .addKeyValue("removed", publication.removed().size())
        .log("rules published");
    return new PublishResult.Published(
        publication.revision(), publication.changed(), publication.removed());
  }

  private static PublishResult failed(
      KafkaProducer<byte[], byte[]> producer, KafkaException failure) {
    if (fenced(failure)) {
      throw failure;
    }
    producer.abortTransaction();
    if (causedBy(failure, RecordTooLargeException.class)) {
      return new PublishResult.Refused(
          List.of(
              new RuleError(
                  "rules",
                  0,
                  Optional.empty(),
                  "larger than the cluster takes in one record",
                  Optional.of("make rules smaller, or raise the broker's message.max.bytes"))));
    }
    throw failure;
  }

  private static boolean fenced(KafkaException failure) {
    return causedBy(failure, ProducerFencedException.class)
        || causedBy(failure, InvalidProducerEpochException.class);
  }

  private static boolean causedBy(Throwable failure, Class<? extends Throwable> kind) {
    Throwable cause = failure;
    while (cause != null) {
      if (kind.isInstance(cause)) {
        return true;
      }
      cause = cause.getCause();
    }
    return false;
  }

  private KafkaProducer<byte[], byte[]> producer() {
    Map<String, Object> settings = new HashMap<>(clientConfig);
    settings.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, transactionalId);
    settings.put(ProducerConfig.ACKS_CONFIG, "all");
    settings.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "zstd");
    settings.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, LARGEST_REQUEST);
    return new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
  }
}
