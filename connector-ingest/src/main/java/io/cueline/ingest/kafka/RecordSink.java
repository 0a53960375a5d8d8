package io.cueline.ingest.kafka;

import io.cueline.runtime.kafka.KafkaAccess;
import io.cueline.schemas.serde.AvroSerde;
import io.cueline.schemas.serde.SchemaDirectory;
import io.cueline.schemas.topic.Topic;
import io.cueline.schemas.topic.TopicNames;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Future;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/**
 * A producer that gives nothing up: idempotent, acknowledged by all replicas, without a time-out.
 * While Kafka is away it holds so many bytes, then sending blocks; closing it ends the wait. For
 * one sending thread at a time; may be closed by any.
 */
public final class RecordSink implements AutoCloseable {

  private static final int BATCH = 65_536;

  private final Map<String, Object> config;
  private volatile Producer<String, byte[]> producer;
  private volatile boolean broken;
  private final TopicNames names;
  private final SchemaDirectory directory = SchemaDirectory.compiledIn();
  private final Map<String, AvroSerde<?>> serdes = new HashMap<>();

  /**
   * @param bufferBytes held while Kafka is slow
   * @param linger how long a record waits for others to go with it
   */
  public RecordSink(KafkaAccess kafka, int bufferBytes, Duration linger, Topic<?>... topics) {
    this.names = new TopicNames(kafka.prefix());
    for (Topic<?> topic : topics) {
      serdes.put(topic.baseName(), AvroSerde.of(topic, directory));
    }
    this.config = kafka.clientConfig();
    config.put(ProducerConfig.ACKS_CONFIG, "all");
    config.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
    config.put(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, 5);
    config.put(ProducerConfig.RETRIES_CONFIG, Integer.MAX_VALUE);
    config.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, Integer.MAX_VALUE);
    config.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, Long.MAX_VALUE);
    config.put(ProducerConfig.BUFFER_MEMORY_CONFIG, (long) bufferBytes);
    config.put(ProducerConfig.LINGER_MS_CONFIG, linger.toMillis());
    config.put(ProducerConfig.BATCH_SIZE_CONFIG, BATCH);
    this.producer = producer();
  }

  private Producer<String, byte[]> producer() {
    return new KafkaProducer<>(config, new StringSerializer(), new ByteArraySerializer());
  }

  /** Begins with a new producer where the old one can send nothing any more. */
  public void renewIfBroken() {
    if (broken) {
      producer.close(Duration.ZERO);
      producer = producer();
      broken = false;
    }
  }

  /** How many partitions a topic has; blocks until Kafka has said so. */
  public int partitions(Topic<?> topic) {
    return producer.partitionsFor(names.of(topic)).size();
  }

  /** The bytes of a record, to be sent more than once. */
  public <V extends SpecificRecord> byte[] bytes(Topic<V> topic, V value) {
    @SuppressWarnings("unchecked") // put in by topic, above
    AvroSerde<V> serde = (AvroSerde<V>) serdes.get(topic.baseName());
    if (serde == null) {
      throw new IllegalArgumentException("this sink does not write " + topic.baseName());
    }
    return serde.serialize(names.of(topic), value);
  }

  /**
   * Sends a record; blocks while the buffer is full.
   *
   * @param partition null for the key's own
   * @param epochMillis the record's timestamp
   * @param value null for a tombstone
   * @param then called by the producer's thread, which it must not hold up
   * @throws org.apache.kafka.common.KafkaException when nothing can be sent any more
   */
  public void send(
      Topic<?> topic,
      @Nullable Integer partition,
      long epochMillis,
      String key,
      byte @Nullable [] value,
      Callback then) {
    try {
      Future<RecordMetadata> _ =
          producer.send(record(topic, partition, epochMillis, key, value), then);
    } catch (KafkaException refused) {
      broken = true;
      throw refused;
    } catch (IllegalStateException closed) {
      throw new KafkaException("closed while stopping", closed);
    }
  }

  @SuppressWarnings("NullAway") // Kafka is not annotated: null is "any partition", and a tombstone
  private ProducerRecord<String, byte[]> record(
      Topic<?> topic,
      @Nullable Integer partition,
      long epochMillis,
      String key,
      byte @Nullable [] value) {
    return new ProducerRecord<>(names.of(topic), partition, epochMillis, key, value);
  }

  /** Waits until everything sent has been answered. */
  public void flush() {
    producer.flush();
  }

  @Override
  public void close() {
    close(Duration.ZERO);
  }

  /** Waits so long for what is under way, then gives it up. */
  public void close(Duration atMost) {
    producer.close(atMost);
  }
}
