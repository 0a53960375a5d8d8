package io.cueline.publisher.desktop.kafka;

import io.cueline.publisher.desktop.hub.FeedbackSink;
import io.cueline.runtime.kafka.KafkaAccess;
import io.cueline.schemas.Feedback;
import io.cueline.schemas.serde.AvroSerde;
import io.cueline.schemas.serde.SchemaDirectory;
import io.cueline.schemas.topic.TopicNames;
import io.cueline.schemas.topic.Topics;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.StringSerializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes to {@code feedback} what agents did at their desktops. Thread-safe. */
public final class FeedbackWriter implements FeedbackSink, AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(FeedbackWriter.class);
  private static final Duration CLOSE_WITHIN = Duration.ofSeconds(1);

  /** An agent waits for the answer, and may press again. */
  private static final Duration STORED_WITHIN = Duration.ofSeconds(10);

  private static final Duration BLOCKED_FOR = Duration.ofSeconds(1);
  private final Producer<String, Feedback> producer;
  private final String topic;

  private FeedbackWriter(Producer<String, Feedback> producer, String topic) {
    this.producer = producer;
    this.topic = topic;
  }

  /** The topic must exist. */
  public static FeedbackWriter open(KafkaAccess kafka, SchemaDirectory schemas) {
    Map<String, Object> config = kafka.clientConfig();
    config.put(ProducerConfig.CLIENT_ID_CONFIG, kafka.id("desktop-feedback"));
    config.put(ProducerConfig.ACKS_CONFIG, "all");
    config.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
    config.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, (int) STORED_WITHIN.toMillis());
    config.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, (int) STORED_WITHIN.toMillis() / 2);
    config.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, BLOCKED_FOR.toMillis());
    config.put(ProducerConfig.LINGER_MS_CONFIG, 0);
    // Later feedback on a subject replaces earlier: they must not overtake one another.
    config.put(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, 1);
    Producer<String, Feedback> producer =
        new KafkaProducer<>(config, new StringSerializer(), AvroSerde.of(Topics.FEEDBACK, schemas));
    return new FeedbackWriter(producer, new TopicNames(kafka.prefix()).of(Topics.FEEDBACK));
  }

  @Override
  public void write(Feedback feedback, Consumer<Boolean> done) {
    try {
      Future<RecordMetadata> _ =
          producer.send(
              new ProducerRecord<>(topic, feedback.getInteractionId(), feedback),
              (_, trouble) -> {
                if (trouble != null) {
                  failed(trouble);
                }
                done.accept(trouble == null);
              });
    } catch (KafkaException | IllegalStateException trouble) {
      failed(trouble);
      done.accept(false);
    }
  }

  @Override
  public void close() {
    producer.close(CLOSE_WITHIN);
  }

  private void failed(Exception trouble) {
    LOG.atWarn()
        .addKeyValue("topic", topic)
        .addKeyValue("reason", trouble.toString())
        .log("feedback of a desktop could not be written");
  }
}
