package io.cueline.publisher.desktop.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cueline.broker.SharedBroker;
import io.cueline.publisher.desktop.Cause;
import io.cueline.publisher.desktop.Outgoing;
import io.cueline.publisher.desktop.Records;
import io.cueline.runtime.kafka.KafkaAccess;
import io.cueline.runtime.metrics.Metrics;
import io.cueline.schemas.CauseKind;
import io.cueline.schemas.Cue;
import io.cueline.schemas.CueChange;
import io.cueline.schemas.Delivery;
import io.cueline.schemas.DeliveryOutcome;
import io.cueline.schemas.Feedback;
import io.cueline.schemas.Scorecard;
import io.cueline.schemas.serde.AvroSerde;
import io.cueline.schemas.serde.SchemaDirectory;
import io.cueline.schemas.topic.InteractionPartitioner;
import io.cueline.schemas.topic.Topic;
import io.cueline.schemas.topic.TopicNames;
import io.cueline.schemas.topic.Topics;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class TopicFollowerTest {

  private static final int PARTITIONS = 2;
  private static final SchemaDirectory SCHEMAS = SchemaDirectory.compiledIn();

  private final Instant now = Instant.now();
  private final KafkaAccess kafka = access(SharedBroker.freshPrefix("following"));
  private final TopicNames names = new TopicNames(kafka.prefix());
  private final Heard heard = new Heard();
  private final KafkaProducer<String, byte[]> producer =
      new KafkaProducer<>(kafka.clientConfig(), new StringSerializer(), new ByteArraySerializer());

  private static final class Heard implements TopicFollower.Reader {
    final List<SpecificRecord> records = new CopyOnWriteArrayList<>();
    final AtomicReference<@Nullable Integer> atCatchingUp = new AtomicReference<>();

    @Override
    public void take(List<? extends SpecificRecord> more) {
      records.addAll(more);
    }

    @Override
    public void caughtUp() {
      atCatchingUp.set(records.size());
    }
  }

  @BeforeEach
  void createTopics() throws Exception {
    try (Admin admin = Admin.create(kafka.clientConfig())) {
      List<NewTopic> topics =
          Stream.concat(TopicFollower.FOLLOWED.stream(), Stream.of(Topics.DELIVERIES))
              .map(
                  topic ->
                      new NewTopic(names.of(topic), topic.partitions(PARTITIONS), (short) 1)
                          .configs(topic.config()))
              .toList();
      admin.createTopics(topics).all().get();
    }
  }

  @AfterEach
  void close() {
    producer.close();
  }

  @Test
  void reads_what_stands_there_scorecards_first_and_then_what_comes() throws Exception {
    Instant longAgo = now.minus(Duration.ofHours(40));
    write(
        Topics.CUES,
        "too-old",
        longAgo,
        Records.banner("c9", "a7", "old", 1, CueChange.OPENED, longAgo));
    for (int i = 0; i < 40; i++) {
      write(
          Topics.CUES,
          "cue-" + i,
          now,
          Records.banner("c" + i, "a7", "cue-" + i, 1, CueChange.OPENED, now));
      write(Topics.SCORECARDS, "c" + i, now, Records.scorecard("c" + i, List.of(), now, null, now));
    }
    producer.send(new ProducerRecord<>(names.of(Topics.INSIGHTS), "c1", new byte[] {1, 2})).get();

    try (TopicFollower follower = follower()) {
      assertThat(follower.behind()).isPresent();
      follower.start();
      await().until(() -> follower.behind().isEmpty());

      assertThat(heard.atCatchingUp.get()).isEqualTo(80);
      assertThat(heard.records.subList(0, 40)).allMatch(each -> each instanceof Scorecard);
      assertThat(heard.records)
          .noneMatch(each -> each instanceof Cue cue && cue.getCueId().equals("old"));
      write(Topics.INSIGHTS, "c1", now, Records.insight("c1", "a7", "kb-1", now));
      await().until(() -> heard.records.size() == 81);
      assertThat(follower.failure()).isEmpty();
    }
  }

  @Test
  void feedback_is_answered_when_kafka_has_it() {
    AtomicReference<@Nullable Boolean> stored = new AtomicReference<>();
    Feedback given = Records.feedback("c1", "a7", "kb-1", "ACCEPTED", now);
    try (TopicFollower follower = follower();
        FeedbackWriter writer = FeedbackWriter.open(kafka, SCHEMAS)) {
      follower.start();
      await().until(() -> follower.behind().isEmpty());

      writer.write(given, stored::set);

      await().until(() -> heard.records.contains(given));
      await().until(() -> Boolean.TRUE.equals(stored.get()));
    }
  }

  @Test
  void feedback_that_kafka_does_not_take_is_answered_too() {
    AtomicReference<@Nullable Boolean> stored = new AtomicReference<>();
    try (FeedbackWriter writer = FeedbackWriter.open(access("nowhere."), SCHEMAS)) {
      writer.write(Records.feedback("c1", "a7", "kb-1", "ACCEPTED", now), stored::set);

      await().until(() -> Boolean.FALSE.equals(stored.get()));
    }
  }

  @Test
  void what_reached_a_desktop_is_receipted_once_whatever_number_of_windows_had_it() {
    Cause cause = new Cause("cue-1/1", CauseKind.CUE, "c1", now, now);
    MeterRegistry metrics = Metrics.registry();
    List<Delivery> receipts = new CopyOnWriteArrayList<>();
    try (DesktopReceipts writer = DesktopReceipts.open(kafka, SCHEMAS, metrics);
        KafkaConsumer<byte[], byte[]> reader =
            new KafkaConsumer<>(
                kafka.clientConfig(), new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      for (int window = 0; window < 3; window++) {
        writer.delivered(new Outgoing.Receiptable(cause, now), now, now);
      }
      await()
          .until(
              () -> metrics.counter("cueline.desktop.receipts", "result", "written").count() == 1);

      TopicPartition partition =
          new TopicPartition(
              names.of(Topics.DELIVERIES), InteractionPartitioner.partition("c1", PARTITIONS));
      reader.assign(List.of(partition));
      reader.seekToBeginning(List.of(partition));
      AvroSerde<Delivery> serde = AvroSerde.of(Topics.DELIVERIES, SCHEMAS);
      reader
          .poll(Duration.ofSeconds(10))
          .forEach(row -> receipts.add(serde.deserialize("", row.value())));
    }
    assertThat(receipts).hasSize(1);
    assertThat(receipts.getFirst().getChannel()).isEqualTo("desktop");
    assertThat(receipts.getFirst().getOutcome()).isEqualTo(DeliveryOutcome.DELIVERED);
  }

  private TopicFollower follower() {
    return new TopicFollower(
        kafka, SCHEMAS, Duration.ofHours(12), ZoneOffset.UTC, heard, InstantSource.fixed(now));
  }

  private <T extends SpecificRecord> void write(Topic<T> topic, String key, Instant at, T value)
      throws ExecutionException, InterruptedException {
    String call =
        switch (value) {
          case Cue cue -> cue.getInteractionId();
          default -> key;
        };
    byte[] bytes = AvroSerde.of(topic, SCHEMAS).serialize("", value);
    int partition = InteractionPartitioner.partition(call, PARTITIONS);
    producer
        .send(new ProducerRecord<>(names.of(topic), partition, at.toEpochMilli(), key, bytes))
        .get();
  }

  private static KafkaAccess access(String prefix) {
    return new KafkaAccess(
        SharedBroker.INSTANCE.bootstrapServers(), prefix, "demo", PARTITIONS, Map.of());
  }
}
