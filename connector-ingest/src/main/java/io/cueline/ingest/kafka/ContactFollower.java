package io.cueline.ingest.kafka;

import io.cueline.runtime.kafka.KafkaAccess;
import io.cueline.schemas.Frame;
import io.cueline.schemas.FrameKind;
import io.cueline.schemas.serde.AvroSerde;
import io.cueline.schemas.serde.SchemaTopic;
import io.cueline.schemas.topic.TopicNames;
import io.cueline.schemas.topic.Topics;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which calls another stream is hearing, whichever instance reads that one: from its frames in
 * {@code transcript-frames}. Of the calls heard last so many are known; one that has ended is
 * forgotten. On a thread of its own.
 */
public final class ContactFollower implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(ContactFollower.class);

  /** Calls at once; the one not heard for longest goes first. */
  private static final int MOST = 10_000;

  /** Records of each partition read back at the start, for calls that go on. */
  private static final long READ_BACK = 10_000;

  private static final Duration POLL = Duration.ofMillis(200);

  private final String topic;
  private final String source;
  private final AvroSerde<Frame> serde;
  private final KafkaConsumer<String, byte[]> consumer;
  private final Thread thread;
  private final Map<String, Boolean> calls =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
          return size() > MOST;
        }
      };

  /**
   * @param stream the other stream's name
   */
  public ContactFollower(KafkaAccess kafka, String stream) {
    TopicNames names = new TopicNames(kafka.prefix());
    this.topic = names.of(Topics.TRANSCRIPT_FRAMES);
    this.source = stream;
    this.serde =
        AvroSerde.of(
            Topics.TRANSCRIPT_FRAMES, new SchemaTopic(kafka.clientConfig(), names).directory());
    Map<String, Object> config = kafka.clientConfig();
    config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "latest");
    this.consumer =
        new KafkaConsumer<>(config, new StringDeserializer(), new ByteArrayDeserializer());
    this.thread = Thread.ofPlatform().name("contacts-of-" + stream).daemon().start(this::run);
  }

  /** The calls that go on, as far as known. */
  public Set<String> now() {
    synchronized (calls) {
      return Set.copyOf(calls.keySet());
    }
  }

  private void run() {
    try (consumer) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(topic).stream()
              .map(each -> new TopicPartition(topic, each.partition()))
              .toList();
      consumer.assign(partitions);
      Map<TopicPartition, Long> begins = consumer.beginningOffsets(partitions);
      consumer
          .endOffsets(partitions)
          .forEach(
              (partition, end) ->
                  consumer.seek(
                      partition, Math.max(begins.getOrDefault(partition, 0L), end - READ_BACK)));
      while (true) {
        consumer.poll(POLL).forEach(this::take);
      }
    } catch (WakeupException | InterruptException closed) {
      LOG.atDebug().log("contacts are no longer followed");
    } catch (KafkaException failed) {
      LOG.atError().setCause(failed).log("Contacts cannot be followed any more");
    }
  }

  private void take(ConsumerRecord<String, byte[]> row) {
    Frame frame = frame(row);
    if (frame == null || frame.getInteractionId() == null || !isOfSource(frame.getSource())) {
      return;
    }
    synchronized (calls) {
      if (frame.getKind() == FrameKind.END) {
        calls.remove(frame.getInteractionId());
      } else {
        calls.put(frame.getInteractionId(), true);
      }
    }
  }

  private @org.jspecify.annotations.Nullable Frame frame(ConsumerRecord<String, byte[]> row) {
    try {
      return serde.deserialize(topic, row.value());
    } catch (RuntimeException unreadable) {
      LOG.atDebug().addKeyValue("offset", row.offset()).log("a frame that nobody can read");
      return null;
    }
  }

  /** What is pushed is of each instance's own source. */
  private boolean isOfSource(String name) {
    return name.equals(source) || name.startsWith(source + "@");
  }

  @Override
  public void close() {
    consumer.wakeup();
    try {
      thread.join(Duration.ofSeconds(2));
    } catch (InterruptedException hurried) {
      Thread.currentThread().interrupt();
    }
  }
}
