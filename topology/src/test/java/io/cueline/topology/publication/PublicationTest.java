package io.cueline.topology.publication;

import static org.assertj.core.api.Assertions.assertThat;

import io.cueline.broker.EmbeddedBroker;
import io.cueline.schemas.ConfigAction;
import io.cueline.schemas.ConfigEntry;
import io.cueline.schemas.ConfigLogEntry;
import io.cueline.schemas.RuleVersion;
import io.cueline.schemas.serde.AvroSerde;
import io.cueline.schemas.serde.SchemaDirectory;
import io.cueline.schemas.topic.TopicNames;
import io.cueline.schemas.topic.Topics;
import io.cueline.topology.publication.PublishResult.Conflict;
import io.cueline.topology.publication.PublishResult.Published;
import io.cueline.topology.publication.PublishResult.Refused;
import io.cueline.topology.publication.PublishResult.Unchanged;
import io.cueline.topology.rules.Rule;
import io.cueline.topology.rules.RuleFile;
import io.cueline.topology.rules.RuleSet;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PublicationTest {

  private static final Duration LONG = Duration.ofSeconds(20);
  private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");
  private static EmbeddedBroker broker;
  private static int count;

  private final SchemaDirectory schemas = SchemaDirectory.compiledIn();
  private final List<PoisonRecord> poison = new CopyOnWriteArrayList<>();
  private TopicNames names = new TopicNames("");
  private Map<String, Object> client = Map.of();
  private RulePublisher publisher = publisher();

  @BeforeAll
  static void startBroker() {
    broker = EmbeddedBroker.start();
  }

  @AfterAll
  static void stopBroker() {
    broker.close();
  }

  @BeforeEach
  void createTopics() throws Exception {
    names = new TopicNames("t" + count++ + ".");
    client = Map.of("bootstrap.servers", broker.bootstrapServers());
    try (Admin admin = Admin.create(client)) {
      admin
          .createTopics(
              List.of(
                  new NewTopic(names.of(Topics.COMPLIANCE_CONFIG), 1, (short) 1)
                      .configs(Topics.COMPLIANCE_CONFIG.config()),
                  new NewTopic(names.of(Topics.COMPLIANCE_CONFIG_LOG), 1, (short) 1)))
          .all()
          .get();
    }
    publisher = publisher();
  }

  private RulePublisher publisher() {
    return new RulePublisher(client, names, schemas, () -> NOW);
  }

  private RuleFollower follower() {
    return RuleFollower.start(client, names, schemas, poison::add);
  }

  private static RuleSet rules(String... idsAndPhrases) {
    StringBuilder yaml = new StringBuilder("rules:\n");
    for (String each : idsAndPhrases) {
      String[] parts = each.split("=", 2);
      yaml.append(
          "- {id: %s, kind: prohibited, phrases: [%s, other]}\n".formatted(parts[0], parts[1]));
    }
    if (idsAndPhrases.length == 0) {
      yaml.append("  []\n");
    }
    return ((RuleFile.Result.Accepted) RuleFile.parse("t.yaml", yaml.toString())).rules();
  }

  private static List<String> inForce(RuleFollower follower) {
    return follower.current().rules().stream()
        .map(rule -> rule.id() + rule.version() + "=" + rule.phrases().getFirst())
        .toList();
  }

  @Test
  void ofTwoWritersOnTheSameBaseOneWinsAndTheOtherIsTold() throws Exception {
    publisher.publish(rules("a=x"), 0, "ada", "first");
    List<Callable<PublishResult>> writers = new ArrayList<>();
    for (String phrase : List.of("one", "two", "three")) {
      writers.add(() -> publisher().publish(rules("a=" + phrase), 1, "w", "race"));
    }

    List<PublishResult> results = new ArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(3)) {
      for (Future<PublishResult> result : threads.invokeAll(writers)) {
        results.add(result.get());
      }
    }

    assertThat(results).filteredOn(Published.class::isInstance).hasSize(1);
    assertThat(results).filteredOn(result -> result.equals(new Conflict(2))).hasSize(2);
    assertThat(publisher.currentRevision()).isEqualTo(2);
  }

  @Test
  void whatCannotBePublishedIsNotWritten() {
    PublishResult refused = publisher.publishFile("f.yaml", "rules: [{id: x}]", 0, "ada", "try");

    assertThat(refused).isInstanceOf(Refused.class);
    assertThat(((Refused) refused).errors().getFirst().file()).isEqualTo("f.yaml");
    assertThat(publisher.publish(rules("a=x"), 7, "ada", "wrong base")).isEqualTo(new Conflict(0));
    assertThat(publisher.currentRevision()).isZero();
  }

  @Test
  void rulesOfOnePublicationTakeEffectTogether() throws Exception {
    try (RuleFollower follower = follower()) {
      assertThat(publisher.publishInitial(rules("a=x", "b=y"), "ada", "first"))
          .isEqualTo(new Published(1, List.of("a", "b"), List.of()));
      assertThat(follower.awaitRevision(1, LONG)).isTrue();
      assertThat(inForce(follower)).containsExactly("a1=x", "b1=y");
      assertThat(publisher.publishInitial(rules("z=z"), "ada", "again"))
          .isEqualTo(new Unchanged(1));

      assertThat(publisher.publish(rules("a=x", "c=z"), 1, "ada", "second"))
          .isEqualTo(new Published(2, List.of("c"), List.of("b")));
      assertThat(follower.awaitRevision(2, LONG)).isTrue();
      assertThat(inForce(follower)).containsExactly("a1=x", "c1=z");

      assertThat(publisher.publish(rules("a=x", "c=z"), 2, "ada", "same"))
          .isEqualTo(new Unchanged(2));
      assertThat(follower.awaitRevision(3, Duration.ofMillis(50))).isFalse();
      assertThat(poison).isEmpty();
    }
  }

  @Test
  void versionsAreNeverUsedAgain() throws Exception {
    publisher.publish(rules("a=x"), 0, "ada", "1");
    publisher.publish(rules("a=y"), 1, "ada", "2");
    publisher.publish(rules(), 2, "ada", "removed");
    publisher.publish(rules("a=x"), 3, "bob", "back");

    assertThat(publisher.current().rules()).extracting(Rule::version).containsExactly(3);
    assertThat(log())
        .extracting(entry -> entry.getAction() + " " + entry.getRevisionNumber())
        .containsExactly(
            "PUBLISHED 1",
            "REVISION 1",
            "PUBLISHED 2",
            "REVISION 2",
            "REMOVED 3",
            "REVISION 3",
            "PUBLISHED 4",
            "REVISION 4");
    ConfigLogEntry last = log().get(6);
    assertThat(last.getPublishedBy()).isEqualTo("bob");
    assertThat(last.getReason()).isEqualTo("back");
    assertThat(last.getAction()).isEqualTo(ConfigAction.PUBLISHED);
  }

  @Test
  void poisonStopsNothingAndTheLastGoodVersionStays() throws Exception {
    publisher.publish(rules("a=x", "b=y"), 0, "ada", "first");
    try (RuleFollower follower = follower()) {
      follower.awaitRevision(1, LONG);

      write("a", "rubbish".getBytes(StandardCharsets.UTF_8));
      write("a", version("a", 2, "{id: a, kind: unknown}"));
      write("a", version("a", 2, "{id: other, kind: prohibited, phrases: [p]}"));
      write("b", version("c", 1, "{id: c, kind: prohibited, phrases: [p]}"));
      write("@revision", version("@revision", 1, "{}"));
      write("@revision", null);

      assertThat(follower.awaitCaughtUp(LONG)).isTrue();
      assertThat(inForce(follower)).containsExactly("a1=x", "b1=y");
      assertThat(follower.poisoned()).isEqualTo(6);
      assertThat(poison).extracting(PoisonRecord::reason).doesNotContain("").hasSize(6);

      // The next publication heals what the poison overwrote.
      assertThat(publisher.publish(rules("a=x", "b=z"), 1, "ada", "heal"))
          .isEqualTo(new Published(2, List.of("b"), List.of()));
      assertThat(follower.awaitRevision(2, LONG)).isTrue();
      assertThat(inForce(follower)).containsExactly("a1=x", "b2=z");
    }
  }

  @Test
  void whatAnotherToolWritesAloneTakesEffectAlone() throws Exception {
    publisher.publish(rules("a=x", "b=y"), 0, "ada", "first");
    try (RuleFollower follower = follower()) {
      follower.awaitRevision(1, LONG);
      String before = follower.current().fingerprint();

      write("a", version("a", 5, "{id: a, kind: prohibited, phrases: [new]}"));
      write("b", null);

      assertThat(follower.awaitCaughtUp(LONG)).isTrue();
      assertThat(inForce(follower)).containsExactly("a5=new");
      assertThat(follower.current().revision()).isEqualTo(1);
      assertThat(follower.current().fingerprint()).isNotEqualTo(before);
    }
    assertThat(publisher.publish(rules("a=y"), 1, "ada", "after it"))
        .isEqualTo(new Published(2, List.of("a"), List.of()));
    assertThat(publisher.current().rules()).extracting(Rule::version).containsExactly(6);
  }

  @Test
  void aCompactedTopicReadsTheSameEvenWherePoisonReplacedAVersion() throws Exception {
    publisher.publish(rules("a=x", "b=y", "c=z"), 0, "ada", "first");
    publisher.publish(rules("a=x", "b=new"), 1, "ada", "second");
    write("a", "rubbish".getBytes(StandardCharsets.UTF_8));
    String fingerprint;
    try (RuleFollower follower = follower()) {
      assertThat(follower.awaitCaughtUp(LONG)).isTrue();
      fingerprint = follower.current().fingerprint();
    }

    compact();

    try (RuleFollower follower = follower()) {
      assertThat(follower.awaitCaughtUp(LONG)).isTrue();
      assertThat(inForce(follower)).containsExactly("a1=x", "b2=new");
      assertThat(follower.current().fingerprint()).isEqualTo(fingerprint);
    }
    assertThat(publisher.publish(rules("a=x", "b=new", "d=d"), 2, "ada", "third"))
        .isEqualTo(new Published(3, List.of("d"), List.of()));
  }

  /** Copies the last record of each key to a fresh topic, which is what compaction leaves. */
  private void compact() throws Exception {
    TopicNames compacted = new TopicNames(names.prefix() + "c.");
    Map<String, ConsumerRecord<byte[], byte[]>> last = new LinkedHashMap<>();
    for (ConsumerRecord<byte[], byte[]> row : rows(names.of(Topics.COMPLIANCE_CONFIG))) {
      String key = new String(row.key(), StandardCharsets.UTF_8);
      last.remove(key);
      last.put(key, row);
    }
    List<ConsumerRecord<byte[], byte[]>> log = rows(names.of(Topics.COMPLIANCE_CONFIG_LOG));
    try (Admin admin = Admin.create(client)) {
      admin
          .createTopics(
              List.of(
                  new NewTopic(compacted.of(Topics.COMPLIANCE_CONFIG), 1, (short) 1),
                  new NewTopic(compacted.of(Topics.COMPLIANCE_CONFIG_LOG), 1, (short) 1)))
          .all()
          .get();
    }
    names = compacted;
    publisher = publisher();
    for (ConsumerRecord<byte[], byte[]> row : last.values()) {
      if (row.value() != null) {
        write(new String(row.key(), StandardCharsets.UTF_8), row.value());
      }
    }
    try (KafkaProducer<byte[], byte[]> producer = producer()) {
      for (ConsumerRecord<byte[], byte[]> row : log) {
        producer
            .send(
                new ProducerRecord<>(
                    names.of(Topics.COMPLIANCE_CONFIG_LOG), row.key(), row.value()))
            .get();
      }
    }
  }

  private byte[] version(String id, int number, String source) {
    RuleVersion version =
        RuleVersion.newBuilder()
            .setRuleId(id)
            .setVersion(number)
            .setHash("")
            .setSource(source)
            .setPublishedBy("tool")
            .setPublishedAt(NOW)
            .build();
    return AvroSerde.of(Topics.COMPLIANCE_CONFIG, schemas)
        .serialize("", ConfigEntry.newBuilder().setEntry(version).build());
  }

  private void write(String key, byte @Nullable [] value) throws Exception {
    try (KafkaProducer<byte[], byte[]> producer = producer()) {
      byte[] bytes = key.getBytes(StandardCharsets.UTF_8);
      producer
          .send(new ProducerRecord<>(names.of(Topics.COMPLIANCE_CONFIG), 0, bytes, value))
          .get();
    }
  }

  private KafkaProducer<byte[], byte[]> producer() {
    return new KafkaProducer<>(client, new ByteArraySerializer(), new ByteArraySerializer());
  }

  private List<ConfigLogEntry> log() {
    AvroSerde<ConfigLogEntry> serde = AvroSerde.of(Topics.COMPLIANCE_CONFIG_LOG, schemas);
    return rows(names.of(Topics.COMPLIANCE_CONFIG_LOG)).stream()
        .map(row -> serde.deserialize("", row.value()))
        .toList();
  }

  private List<ConsumerRecord<byte[], byte[]>> rows(String topic) {
    List<ConsumerRecord<byte[], byte[]>> rows = new ArrayList<>();
    TopicPartition partition = new TopicPartition(topic, 0);
    try (KafkaConsumer<byte[], byte[]> consumer =
        new ConfigTopics(client, names, schemas).consumer()) {
      consumer.assign(List.of(partition));
      consumer.seekToBeginning(List.of(partition));
      long end = consumer.endOffsets(List.of(partition)).getOrDefault(partition, 0L);
      while (consumer.position(partition) < end) {
        consumer.poll(Duration.ofMillis(100)).forEach(rows::add);
      }
    }
    return rows;
  }
}
