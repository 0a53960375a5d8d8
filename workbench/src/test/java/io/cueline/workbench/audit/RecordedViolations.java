package io.cueline.workbench.audit;

import io.cueline.broker.EmbeddedBroker;
import io.cueline.runtime.kafka.KafkaAccess;
import io.cueline.runtime.settings.Settings;
import io.cueline.schemas.Evidence;
import io.cueline.schemas.Mode;
import io.cueline.schemas.Position;
import io.cueline.schemas.Severity;
import io.cueline.schemas.Speaker;
import io.cueline.schemas.Step;
import io.cueline.schemas.Violation;
import io.cueline.schemas.ViolationKind;
import io.cueline.schemas.serde.AvroSerde;
import io.cueline.schemas.serde.SchemaTopic;
import io.cueline.schemas.topic.InteractionPartitioner;
import io.cueline.schemas.topic.TopicAdmin;
import io.cueline.schemas.topic.TopicNames;
import io.cueline.schemas.topic.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** A cluster whose only topic of interest is {@code violations}, written by the test. */
final class RecordedViolations implements AutoCloseable {

  static final Instant START = Instant.parse("2026-05-01T10:00:00Z");
  private static final int PARTITIONS = 4;

  private final EmbeddedBroker broker = EmbeddedBroker.start();
  private final KafkaAccess kafka =
      KafkaAccess.from(
          Settings.defaults(KafkaAccess.SETTINGS)
              .with(KafkaAccess.BOOTSTRAP, broker.bootstrapServers()));
  private final TopicNames names = new TopicNames(kafka.prefix());
  private final AvroSerde<Violation> serde;
  private final KafkaProducer<byte[], byte[]> producer;

  RecordedViolations() throws ExecutionException, InterruptedException {
    try (Admin admin = Admin.create(kafka.clientConfig())) {
      new TopicAdmin(admin, names).create(PARTITIONS, Optional.of((short) 1));
    }
    SchemaTopic schemas = new SchemaTopic(kafka.clientConfig(), names);
    schemas.publish();
    serde = AvroSerde.of(Topics.VIOLATIONS, schemas.directory());
    producer =
        new KafkaProducer<>(
            kafka.clientConfig(), new ByteArraySerializer(), new ByteArraySerializer());
  }

  KafkaAccess kafka() {
    return kafka;
  }

  /** Violations with these numbers, each in a call of its own. */
  void record(int from, int to) throws ExecutionException, InterruptedException {
    for (int number = from; number < to; number++) {
      record(violation(number));
    }
  }

  void record(Violation violation) throws ExecutionException, InterruptedException {
    String topic = names.of(Topics.VIOLATIONS);
    int partition = InteractionPartitioner.partition(violation.getInteractionId(), PARTITIONS);
    byte[] key = violation.getViolationId().getBytes(StandardCharsets.UTF_8);
    producer
        .send(new ProducerRecord<>(topic, partition, key, serde.serialize(topic, violation)))
        .get();
  }

  static Violation violation(int number) {
    Position position = new Position("transcripts", 1L, (long) number);
    Instant at = START.plusSeconds(number);
    String words = "we \"guarantee\", a refund";
    return Violation.newBuilder()
        .setViolationId("v-" + number)
        .setTenant("demo")
        .setInteractionId("call-" + number)
        .setKind(ViolationKind.PROHIBITED)
        .setRuleId("no-guarantees")
        .setRuleVersion(3)
        .setRuleHash("0".repeat(64))
        .setRevision(7)
        .setMode(Mode.LIVE)
        .setSeverity(Severity.HIGH)
        .setMessage("Verify disclosure.")
        .setAt(at)
        .setAgentId("=cmd|'/c calc'!A0")
        .setEvidence(
            List.of(
                new Evidence(
                    position,
                    at,
                    Speaker.AGENT,
                    "ann",
                    "guarantee",
                    4,
                    13,
                    "guarantee",
                    words,
                    0.9)))
        .setPath(List.of(new Step("VIOLATION", at, position)))
        .setDecidedAt(at)
        .setReceivedAt(at)
        .build();
  }

  @Override
  public void close() {
    producer.close();
    broker.close();
  }
}
