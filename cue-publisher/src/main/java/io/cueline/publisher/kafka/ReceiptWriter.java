package io.cueline.publisher.kafka;

import io.cueline.publisher.delivery.FrameAudit;
import io.cueline.publisher.delivery.Receipt;
import io.cueline.publisher.delivery.Work;
import io.cueline.runtime.kafka.KafkaAccess;
import io.cueline.schemas.Delivery;
import io.cueline.schemas.SyncAudit;
import io.cueline.schemas.serde.AvroSerde;
import io.cueline.schemas.serde.SchemaDirectory;
import io.cueline.schemas.topic.InteractionPartitioner;
import io.cueline.schemas.topic.TopicNames;
import io.cueline.schemas.topic.Topics;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.StringSerializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes receipts to {@code deliveries}. A receipt that Kafka will not take leaves its record
 * unfinished, so that it comes again, and the service says that it should be restarted.
 * Thread-safe.
 */
public final class ReceiptWriter implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(ReceiptWriter.class);
  private static final double NANOS_A_SECOND = 1e9;
  private static final Duration CLOSE_WITHIN = Duration.ofSeconds(1);

  private final Producer<String, Delivery> producer;
  private final String topic;
  private final int partitions;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private long underWay;
  private Optional<String> failure = Optional.empty();

  ReceiptWriter(Producer<String, Delivery> producer, String topic, int partitions) {
    this.producer = producer;
    this.topic = topic;
    this.partitions = partitions;
  }

  /** The topic must exist. */
  public static ReceiptWriter open(KafkaAccess kafka, SchemaDirectory schemas) {
    Map<String, Object> config = kafka.clientConfig();
    config.put(ProducerConfig.CLIENT_ID_CONFIG, kafka.id("publisher-receipts"));
    config.put(ProducerConfig.ACKS_CONFIG, "all");
    config.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
    // A broker away for long must not cost a receipt: the client tries for as long as we live.
    config.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, Integer.MAX_VALUE);
    // On a topic just made, a second batch could overtake a first one that found no leader yet,
    // and the first would be refused as out of sequence for ever.
    config.put(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, 1);
    config.put(ProducerConfig.LINGER_MS_CONFIG, 2);
    Producer<String, Delivery> producer =
        new KafkaProducer<>(
            config, new StringSerializer(), AvroSerde.of(Topics.DELIVERIES, schemas));
    String topic = new TopicNames(kafka.prefix()).of(Topics.DELIVERIES);
    try {
      return new ReceiptWriter(producer, topic, producer.partitionsFor(topic).size());
    } catch (RuntimeException failure) {
      producer.close(Duration.ZERO);
      throw failure;
    }
  }

  /**
   * @param acknowledged run when the receipt is stored, on the producer's thread: must be quick
   */
  public void write(Receipt receipt, Runnable acknowledged) {
    started();
    try {
      Future<RecordMetadata> _ =
          producer.send(
              record(receipt),
              (_, trouble) -> {
                if (trouble == null) {
                  acknowledged.run();
                  ended();
                } else {
                  failed(receipt, trouble);
                }
              });
    } catch (KafkaException | IllegalStateException trouble) {
      failed(receipt, trouble);
    }
  }

  /** Waits until every receipt handed in is stored; false when it took too long. */
  public boolean flush(Duration patience) {
    long nanos = patience.toNanos();
    lock.lock();
    try {
      while (underWay > 0 && nanos > 0) {
        nanos = changed.awaitNanos(nanos);
      }
      return underWay == 0;
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
      return false;
    } finally {
      lock.unlock();
    }
  }

  /** Why receipts cannot be written, where that is so. */
  public Optional<String> failure() {
    lock.lock();
    try {
      return failure;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void close() {
    producer.close(CLOSE_WITHIN);
  }

  private ProducerRecord<String, Delivery> record(Receipt receipt) {
    Work work = receipt.work();
    return new ProducerRecord<>(
        topic,
        InteractionPartitioner.partition(work.interactionId(), partitions),
        receipt.finishedAt().toEpochMilli(),
        work.receiptKey(),
        delivery(receipt));
  }

  private static Delivery delivery(Receipt receipt) {
    Work work = receipt.work();
    return Delivery.newBuilder()
        .setCauseId(work.causeId())
        .setCauseKind(work.content().kind())
        .setTenant(work.tenant())
        .setInteractionId(work.interactionId())
        .setChannel(work.channel())
        .setOutcome(receipt.outcome())
        .setAttempts(receipt.attempts())
        .setStatus(receipt.status().orElse(null))
        .setReason(receipt.reason().orElse(null))
        .setReceivedAt(work.times().receivedAt())
        .setDecidedAt(work.times().decidedAt())
        .setConsumedAt(work.times().consumedAt())
        .setFirstAttemptAt(receipt.firstAttemptAt().orElse(null))
        .setFinishedAt(receipt.finishedAt())
        .setSync(receipt.audit().map(ReceiptWriter::sync).orElse(null))
        .build();
  }

  private static SyncAudit sync(FrameAudit audit) {
    return SyncAudit.newBuilder()
        .setEventType(audit.event())
        .setSessionId(audit.sessionId())
        .setAgentId(audit.agentId().orElse(null))
        .setFrameId(audit.frameId())
        .setPriorityOverride(audit.priorityOverride())
        .setRelevanceScore(audit.relevance())
        .setLatencySeconds(audit.latency().toNanos() / NANOS_A_SECOND)
        .setSuccess(audit.event().equals(FrameAudit.BROADCAST))
        .build();
  }

  private void failed(Receipt receipt, Exception trouble) {
    LOG.atError()
        .addKeyValue("topic", topic)
        .addKeyValue("cause", receipt.work().causeId())
        .setCause(trouble)
        .log("cannot write a receipt");
    lock.lock();
    try {
      failure = Optional.of("cannot write receipts to %s: %s".formatted(topic, trouble));
    } finally {
      lock.unlock();
    }
    ended();
  }

  private void started() {
    lock.lock();
    try {
      underWay++;
    } finally {
      lock.unlock();
    }
  }

  private void ended() {
    lock.lock();
    try {
      underWay--;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
