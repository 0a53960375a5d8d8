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
import io.cueline.schemas.Scorecard;
import io.cueline.schemas.Speaker;
import io.cueline.schemas.Violation;
import io.cueline.schemas.serde.SchemaDirectory;
import io.cueline.schemas.topic.InteractionPartitioner;
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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The running service on a real broker. */
class TopologyServiceTest {

  private static final Duration SOON = Duration.ofSeconds(40);
  private static final TopicNames NAMES = new TopicNames("s.");
  private static final SchemaDirectory SCHEMAS = SchemaDirectory.compiledIn();

  @TempDir private static Path folder;

  private static EmbeddedBroker broker;
  private static Wire wire;

  @BeforeAll
  static void start() {
    broker = EmbeddedBroker.start();
    wire = new Wire(broker, NAMES);
  }

  @AfterAll
  static void stop() {
    wire.close();
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
  void framesBecomeDecisionsAndARestartGoesOnWithoutRestoring() throws Exception {
    Source source = new Source("stream");
    try (ServiceHost host = ServiceHost.start(settings(), TopologyService::start)) {
      awaitReady(host);
      wire.everywhere(source.connect(0));
      for (int call = 0; call < 20; call++) {
        wire.write(source.says(1_000 + call, "call-" + call, Speaker.AGENT, "I guarantee it"));
      }
      wire.write(Topics.TRANSCRIPT_FRAMES, "x", new byte[] {7});
      wire.write(source.says(2_000, "call-0", Speaker.AGENT, "and a refund"));

      await().atMost(SOON).untilAsserted(() -> assertThat(wire.read(Topics.VIOLATIONS)).hasSize(1));
      await().atMost(SOON).untilAsserted(() -> assertThat(wire.rows("topology-errors")).hasSize(1));
      await()
          .atMost(SOON)
          .untilAsserted(() -> assertThat(wire.read(Topics.SCORECARDS)).hasSize(20));
    }

    try (ServiceHost host = ServiceHost.start(settings(), TopologyService::start)) {
      awaitReady(host);
      for (int call = 0; call < 20; call++) {
        wire.write(source.says(3_000 + call, "call-" + call, Speaker.AGENT, "a refund"));
      }
      wire.everywhere(source.tick(31_500));
      for (int call = 0; call < 20; call++) {
        wire.write(source.end(60_000 + call, "call-" + call));
      }

      await()
          .atMost(SOON)
          .untilAsserted(
              () ->
                  assertThat(wire.read(Topics.SCORECARDS))
                      .filteredOn(card -> card.getEndedAt() != null)
                      .hasSize(20));
      assertThat(restored(host)).isZero();
    }

    // One transaction becomes readable partition by partition.
    await().atMost(SOON).untilAsserted(TopologyServiceTest::assertEachDecidedOnce);
    wire.rows(Topics.CUES)
        .forEach(
            row ->
                assertThat(row.partition())
                    .isEqualTo(
                        InteractionPartitioner.partition(
                            Wire.value(Topics.CUES, row).getInteractionId(), Wire.PARTITIONS)));
  }

  private static void assertEachDecidedOnce() {
    List<Violation> violations = wire.read(Topics.VIOLATIONS);
    assertThat(violations).extracting(Violation::getViolationId).doesNotHaveDuplicates();
    assertThat(violations)
        .filteredOn(violation -> violation.getRuleId().equals("default-keywords"))
        .extracting(Violation::getInteractionId)
        .doesNotHaveDuplicates()
        .hasSize(20);
    assertThat(wire.read(Topics.CUES))
        .filteredOn(cue -> cue.getChange() == CueChange.OPENED)
        .hasSize(40);
    assertThat(wire.read(Topics.SCORECARDS)).extracting(Scorecard::getTenant).containsOnly("demo");
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
        .with(KafkaAccess.PARTITIONS, Integer.toString(Wire.PARTITIONS))
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
}
