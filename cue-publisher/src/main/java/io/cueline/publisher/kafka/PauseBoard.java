package io.cueline.publisher.kafka;

import io.cueline.publisher.delivery.Pause;
import io.cueline.runtime.kafka.KafkaAccess;
import io.cueline.schemas.ClientPause;
import io.cueline.schemas.serde.AvroSerde;
import io.cueline.schemas.serde.SchemaDirectory;
import io.cueline.schemas.topic.TopicNames;
import io.cueline.schemas.topic.Topics;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where the instances of the publisher tell each other that somebody asked for a wait: the tenant
 * limits a client, not an instance. Each reads all of {@code client-pauses} at its start, so that a
 * restart forgets no wait. Best effort: what is not heard costs a request that is refused.
 * Thread-safe.
 */
public final class PauseBoard implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(PauseBoard.class);
  private static final Duration POLL = Duration.ofSeconds(1);
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final Duration BEFORE_ANOTHER_TRY = Duration.ofSeconds(2);
  private static final Duration CLOSE_WITHIN = Duration.ofMillis(500);

  private final String tenant;
  private final InstantSource clock;
  private final String topic;
  private final AvroSerde<ClientPause> serde;
  private final Producer<String, ClientPause> producer;
  private final Consumer<String, byte[]> consumer;
  private final CountDownLatch caughtUp = new CountDownLatch(1);
  private @Nullable Thread thread;
  private volatile boolean closed;

  /** The topic must exist. */
  public PauseBoard(
      KafkaAccess kafka, SchemaDirectory schemas, String tenant, InstantSource clock) {
    this.tenant = tenant;
    this.clock = clock;
    this.topic = new TopicNames(kafka.prefix()).of(Topics.CLIENT_PAUSES);
    this.serde = AvroSerde.of(Topics.CLIENT_PAUSES, schemas);
    Map<String, Object> writing = kafka.clientConfig();
    writing.put(CommonClientConfigs.CLIENT_ID_CONFIG, kafka.id("publisher-pauses-told"));
    writing.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, (int) POLL.toMillis());
    this.producer = new KafkaProducer<>(writing, new StringSerializer(), serde.serializer());
    Map<String, Object> reading = kafka.clientConfig();
    reading.put(CommonClientConfigs.CLIENT_ID_CONFIG, kafka.id("publisher-pauses-heard"));
    reading.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    reading.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    this.consumer =
        new KafkaConsumer<>(reading, new StringDeserializer(), new ByteArrayDeserializer());
  }

  /**
   * Starts listening; to be called once.
   *
   * @param listener told of each wait that is not over, also those told here, on a thread of ours
   */
  public void follow(java.util.function.Consumer<Pause> listener) {
    thread = Thread.ofPlatform().name("publisher-pauses").daemon().start(() -> listen(listener));
  }

  /** Tells the others; never fails, at worst nobody hears. */
  public void tell(Pause pause) {
    ClientPause value =
        ClientPause.newBuilder()
            .setScope(pause.scope())
            .setTenant(tenant)
            .setUntil(pause.until())
            .setToldAt(clock.instant())
            .build();
    try {
      var _ = producer.send(new ProducerRecord<>(topic, 0, pause.scope(), value), this::told);
    } catch (KafkaException | IllegalStateException unsaid) {
      told(null, unsaid);
    }
  }

  /** Waits until what was told before the start has been heard; false when that takes too long. */
  public boolean awaitCaughtUp(Duration patience) throws InterruptedException {
    return caughtUp.await(patience.toNanos(), TimeUnit.NANOSECONDS);
  }

  @Override
  public void close() {
    closed = true;
    consumer.wakeup();
    @Nullable Thread listening = thread;
    if (listening == null) {
      consumer.close(CloseOptions.timeout(Duration.ZERO));
    } else {
      LockSupport.unpark(listening);
    }
    producer.close(CLOSE_WITHIN);
  }

  private void told(@Nullable Object at, @Nullable Exception trouble) {
    if (trouble != null) {
      LOG.atWarn()
          .addKeyValue("topic", topic)
          .addKeyValue("reason", trouble.toString())
          .log("could not tell the other instances to wait");
    }
  }

  private void listen(java.util.function.Consumer<Pause> listener) {
    TopicPartition all = new TopicPartition(topic, 0);
    consumer.assign(List.of(all));
    consumer.seekToBeginning(List.of(all));
    while (!closed) {
      try {
        if (caughtUp.getCount() > 0) {
          catchUp(all, listener);
        }
        consumer.poll(POLL).forEach(row -> hear(row, listener));
      } catch (WakeupException | InterruptException over) {
        break;
      } catch (KafkaException trouble) {
        LOG.atWarn()
            .addKeyValue("topic", topic)
            .addKeyValue("reason", trouble.toString())
            .log("cannot hear whether others were asked to wait");
        LockSupport.parkNanos(this, BEFORE_ANOTHER_TRY.toNanos());
      }
    }
    consumer.close(CloseOptions.timeout(CLOSE_WITHIN));
  }

  private void catchUp(TopicPartition all, java.util.function.Consumer<Pause> listener) {
    long end = consumer.endOffsets(List.of(all), PATIENCE).getOrDefault(all, 0L);
    while (!closed && consumer.position(all, PATIENCE) < end) {
      consumer.poll(POLL).forEach(row -> hear(row, listener));
    }
    caughtUp.countDown();
  }

  private void hear(
      ConsumerRecord<String, byte[]> row, java.util.function.Consumer<Pause> listener) {
    try {
      ClientPause told = serde.deserialize(topic, row.value());
      if (told != null) {
        Instant now = clock.instant();
        Optional<Pause> pause =
            Pause.heard(told.getScope(), told.getUntil(), told.getToldAt(), now);
        pause.ifPresent(listener);
      }
    } catch (SerializationException unreadable) {
      LOG.atWarn()
          .addKeyValue("topic", topic)
          .addKeyValue("offset", row.offset())
          .log("skipped what cannot be read");
    }
  }
}
