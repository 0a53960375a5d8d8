package io.cueline.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.cueline.broker.EmbeddedBroker;
import io.cueline.runtime.http.HttpSettings;
import io.cueline.runtime.kafka.KafkaAccess;
import io.cueline.runtime.service.RuntimeSettings;
import io.cueline.runtime.service.ServiceHost;
import io.cueline.runtime.service.StartupException;
import io.cueline.runtime.settings.Setting;
import io.cueline.runtime.settings.Settings;
import io.cueline.schemas.CueChange;
import io.cueline.schemas.Frame;
import io.cueline.schemas.Scorecard;
import io.cueline.schemas.Speaker;
import io.cueline.schemas.Violation;
import io.cueline.schemas.serde.AvroSerde;
import io.cueline.schemas.serde.SchemaDirectory;
import io.cueline.schemas.topic.InteractionPartitioner;
import io.cueline.schemas.topic.Topic;
import io.cueline.schemas.topic.TopicAdmin;
import io.cueline.schemas.topic.TopicNames;
import io.cueline.schemas.topic.Topics;
import io.cueline.topology.compliance.Source;
import io.cueline.topology.knowledge.KnowledgeSettings;
import io.cueline.topology.publication.RevisionArchive;
import io.cueline.topology.publication.RulePublisher;
import io.cueline.topology.rules.Rule;
import io.cueline.topology.rules.RuleFile;
import io.cueline.topology.rules.RuleSet;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The running service on a real broker. */
class TopologyServiceTest {

  private static final Duration SOON = Duration.ofSeconds(40);
  private static final int PARTITIONS = 4;
  private static final TopicNames NAMES = new TopicNames("s.");
  private static final SchemaDirectory SCHEMAS = SchemaDirectory.compiledIn();

  @TempDir private static Path folder;

  private static Duration shift = Duration.ZERO;
  private static EmbeddedBroker broker;
  private static KafkaProducer<String, byte[]> producer;

  @BeforeAll
  static void start() {
    shift = Duration.between(Source.START, Instant.now());
    broker = EmbeddedBroker.start();
    Map<String, Object> client = Map.of("bootstrap.servers", broker.bootstrapServers());
    producer = new KafkaProducer<>(client, new StringSerializer(), new ByteArraySerializer());
  }

  @AfterAll
  static void stop() {
    producer.close();
    broker.close();
  }

  @Test
  void withoutTopicsItSaysWhoMakesThem() {
    Settings settings =
        settings().with(KafkaAccess.PREFIX, "none.").with(TopologySettings.CREATE_TOPICS, "false");

    assertThatThrownBy(() -> ServiceHost.start(settings, TopologyService::start))
        .isInstanceOf(StartupException.class)
        .hasMessageContaining("cueline topics create");
  }

  @Test
  void framesBecomeDecisionsAndARestartGoesOnWithoutRestoring() {
    Source source = new Source("stream");
    try (ServiceHost host = ServiceHost.start(settings(), TopologyService::start)) {
      awaitReady(host);
      everywhere(source.connect(0));
      for (int call = 0; call < 20; call++) {
        write(source.says(1_000 + call, "call-" + call, Speaker.AGENT, "I guarantee it"));
      }
      var _ =
          producer.send(
              new ProducerRecord<>(NAMES.of(Topics.TRANSCRIPT_FRAMES), "x", new byte[] {7}));
      write(source.says(2_000, "call-0", Speaker.AGENT, "and a refund"));

      await().atMost(SOON).untilAsserted(() -> assertThat(read(Topics.VIOLATIONS)).hasSize(1));
      await().atMost(SOON).untilAsserted(() -> assertThat(raw("topology-errors")).hasSize(1));
      await().atMost(SOON).untilAsserted(() -> assertThat(read(Topics.SCORECARDS)).hasSize(20));
    }

    try (ServiceHost host = ServiceHost.start(settings(), TopologyService::start)) {
      awaitReady(host);
      for (int call = 0; call < 20; call++) {
        write(source.says(3_000 + call, "call-" + call, Speaker.AGENT, "a refund"));
      }
      everywhere(source.tick(31_500));
      for (int call = 0; call < 20; call++) {
        write(source.end(60_000 + call, "call-" + call));
      }

      await()
          .atMost(SOON)
          .untilAsserted(
              () ->
                  assertThat(read(Topics.SCORECARDS))
                      .filteredOn(card -> card.getEndedAt() != null)
                      .hasSize(20));
      assertThat(restored(host)).isZero();
    }

    // One transaction becomes readable partition by partition.
    await().atMost(SOON).untilAsserted(TopologyServiceTest::assertEachDecidedOnce);
    rows(Topics.CUES)
        .forEach(
            row ->
                assertThat(row.partition())
                    .isEqualTo(
                        InteractionPartitioner.partition(
                            value(Topics.CUES, row).getInteractionId(), PARTITIONS)));
  }

  private static void assertEachDecidedOnce() {
    List<Violation> violations = read(Topics.VIOLATIONS);
    assertThat(violations).extracting(Violation::getViolationId).doesNotHaveDuplicates();
    assertThat(violations)
        .filteredOn(violation -> violation.getRuleId().equals("default-keywords"))
        .extracting(Violation::getInteractionId)
        .doesNotHaveDuplicates()
        .hasSize(20);
    assertThat(read(Topics.CUES))
        .filteredOn(cue -> cue.getChange() == CueChange.OPENED)
        .hasSize(40);
    assertThat(read(Topics.SCORECARDS)).extracting(Scorecard::getTenant).containsOnly("demo");
  }

  @Test
  void revisionsThatAreNoLongerInForceAreInTheArchive() throws InterruptedException {
    Map<String, Object> client = Map.of("bootstrap.servers", broker.bootstrapServers());
    TopicNames names = new TopicNames("archive.");
    try (Admin admin = Admin.create(client)) {
      new TopicAdmin(admin, names).create(1, Optional.empty());
    } catch (ExecutionException failure) {
      throw new AssertionError(failure);
    }
    RulePublisher publisher =
        new RulePublisher(client, names, SCHEMAS, InstantSource.fixed(Instant.EPOCH));
    RuleSet defaults = RuleFile.defaults();
    publisher.publish(defaults, 0, "somebody", "to begin with");
    publisher.publish(
        new RuleSet(defaults.engine(), defaults.rules().subList(0, 1)), 1, "somebody", "less");

    RevisionArchive archive = new RevisionArchive(client, names, SCHEMAS);

    assertThat(archive.revision(1).orElseThrow().rules())
        .extracting(Rule::id)
        .containsExactlyElementsOf(defaults.rules().stream().map(Rule::id).toList());
    assertThat(archive.revision(2).orElseThrow().rules()).hasSize(1);
    assertThat(archive.revision(3)).isEmpty();
  }

  private static Settings settings() {
    List<Setting<?>> catalogue =
        Stream.concat(RuntimeSettings.ALL.stream(), TopologySettings.ALL.stream())
            .<Setting<?>>map(setting -> setting)
            .toList();
    return Settings.defaults(catalogue)
        .with(KafkaAccess.BOOTSTRAP, broker.bootstrapServers())
        .with(KafkaAccess.PREFIX, "s.")
        .with(KafkaAccess.PARTITIONS, Integer.toString(PARTITIONS))
        .with(HttpSettings.PORT, "0")
        .with(TopologySettings.FOLDER, folder.resolve("state").toString())
        .with(TopologySettings.CREATE_TOPICS, "true")
        .with(TopologySettings.INITIAL_RULES, "default")
        .with(TopologySettings.JOIN_WINDOW, "0")
        .with(TopologySettings.STANDBYS, "0")
        .with(KnowledgeSettings.FOLDER, folder.resolve("knowledge").toString());
  }

  private static void awaitReady(ServiceHost host) {
    await().atMost(SOON).until(() -> host.context().health().notReady().isEmpty());
  }

  private static double restored(ServiceHost host) {
    return host.context().metrics().get("cueline.topology.restored.records").counter().count();
  }

  private static void write(Frame frame) {
    send(frame, InteractionPartitioner.partition(frame.getInteractionId(), PARTITIONS));
  }

  private static void everywhere(Frame frame) {
    for (int partition = 0; partition < PARTITIONS; partition++) {
      send(frame, partition);
    }
  }

  /** Stamped as of today: a broker rolls, compacts and deletes what is stamped long ago. */
  private static Frame today(Frame frame) {
    return Frame.newBuilder(frame)
        .setAt(frame.getAt().plus(shift))
        .setReadUpTo(frame.getReadUpTo() == null ? null : frame.getReadUpTo().plus(shift))
        .build();
  }

  private static void send(Frame written, int partition) {
    Frame frame = today(written);
    AvroSerde<Frame> serde = AvroSerde.of(Topics.TRANSCRIPT_FRAMES, SCHEMAS);
    String key = frame.getInteractionId() == null ? frame.getSource() : frame.getInteractionId();
    var _ =
        producer.send(
            new ProducerRecord<>(
                NAMES.of(Topics.TRANSCRIPT_FRAMES),
                partition,
                frame.getAt().toEpochMilli(),
                key,
                serde.serialize("frames", frame)));
  }

  private static <V extends SpecificRecord> List<V> read(Topic<V> topic) {
    return rows(topic).stream().map(row -> value(topic, row)).toList();
  }

  private static <V extends SpecificRecord> V value(
      Topic<V> topic, ConsumerRecord<String, byte[]> row) {
    return AvroSerde.of(topic, SCHEMAS).deserialize(row.topic(), row.value());
  }

  private static List<ConsumerRecord<String, byte[]>> rows(Topic<?> topic) {
    return raw(topic.baseName());
  }

  /** All that is committed in a topic now. */
  private static List<ConsumerRecord<String, byte[]>> raw(String topic) {
    Map<String, Object> client =
        Map.of("bootstrap.servers", broker.bootstrapServers(), "isolation.level", "read_committed");
    List<ConsumerRecord<String, byte[]>> rows = new ArrayList<>();
    try (KafkaConsumer<String, byte[]> consumer =
        new KafkaConsumer<>(client, new StringDeserializer(), new ByteArrayDeserializer())) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(NAMES.prefix() + topic).stream()
              .map(info -> new TopicPartition(info.topic(), info.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      while (partitions.stream()
          .anyMatch(each -> consumer.position(each) < ends.getOrDefault(each, 0L))) {
        consumer.poll(Duration.ofMillis(50)).forEach(rows::add);
      }
    }
    return rows;
  }
}
