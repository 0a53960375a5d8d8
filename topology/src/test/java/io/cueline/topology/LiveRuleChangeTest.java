package io.cueline.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cueline.broker.EmbeddedBroker;
import io.cueline.runtime.http.HttpSettings;
import io.cueline.runtime.kafka.KafkaAccess;
import io.cueline.runtime.service.RuntimeSettings;
import io.cueline.runtime.service.ServiceHost;
import io.cueline.runtime.settings.Setting;
import io.cueline.runtime.settings.Settings;
import io.cueline.schemas.ConfigEntry;
import io.cueline.schemas.Evidence;
import io.cueline.schemas.Revision;
import io.cueline.schemas.RuleVersion;
import io.cueline.schemas.Speaker;
import io.cueline.schemas.Violation;
import io.cueline.schemas.serde.AvroSerde;
import io.cueline.schemas.serde.SchemaDirectory;
import io.cueline.schemas.topic.TopicNames;
import io.cueline.schemas.topic.Topics;
import io.cueline.topology.compliance.Source;
import io.cueline.topology.knowledge.KnowledgeSettings;
import io.cueline.topology.rules.EngineSettings;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rules change while calls run, on two instances; and somebody writes rubbish among them. */
class LiveRuleChangeTest {

  private static final Duration SOON = Duration.ofSeconds(60);
  private static final Duration IN_FORCE_WITHIN = Duration.ofSeconds(1);
  private static final int CALLS = 40;
  private static final TopicNames NAMES = new TopicNames("live.");
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
  void aChangeIsInForceEverywhereWithinASecondAndNoCallForgets() throws Exception {
    Source source = new Source("stream");
    try (ServiceHost one = ServiceHost.start(settings("one"), TopologyService::start);
        ServiceHost two = ServiceHost.start(settings("two"), TopologyService::start)) {
      List<ServiceHost> both = List.of(one, two);
      await()
          .atMost(SOON)
          .until(() -> both.stream().allMatch(h -> h.context().health().notReady().isEmpty()));
      wire.everywhere(source.connect(0));
      all(source, 1_000, "we guarantee it");
      await()
          .atMost(SOON)
          .untilAsserted(() -> assertThat(wire.read(Topics.SCORECARDS)).hasSize(CALLS));
      assertThat(both).allMatch(host -> utterances(host) > 0, "each instance has its part");

      assertThat(keywords(one, "[\"guarantee\",\"promise\"]").statusCode()).isEqualTo(200);
      assertThat(revision(one)).as("whoever writes reads it here").isEqualTo(2);
      await()
          .pollInterval(Duration.ofMillis(5))
          .atMost(IN_FORCE_WITHIN)
          .until(() -> revision(two) == 2);
      all(source, 5_000, "that is a promise");

      await()
          .atMost(SOON)
          .untilAsserted(() -> assertThat(wire.read(Topics.VIOLATIONS)).hasSize(CALLS));
      assertThat(wire.read(Topics.VIOLATIONS))
          .allSatisfy(
              violation -> {
                assertThat(violation.getRevision()).isEqualTo(2);
                assertThat(violation.getRuleVersion()).isEqualTo(2);
                assertThat(violation.getEvidence())
                    .as("what was heard under the rules before counts on")
                    .extracting(Evidence::getPhrase)
                    .containsExactly("guarantee", "promise");
              })
          .extracting(Violation::getInteractionId)
          .doesNotHaveDuplicates();

      poisonStopsNothing(source, both);

      for (int call = 0; call < CALLS; call++) {
        wire.write(source.end(60_000 + call, "call-" + call));
      }
      await()
          .atMost(SOON)
          .untilAsserted(
              () ->
                  assertThat(wire.read(Topics.SCORECARDS))
                      .filteredOn(card -> card.getEndedAt() != null)
                      .hasSize(CALLS)
                      .allSatisfy(
                          card ->
                              assertThat(card.getAdoptions())
                                  .extracting(adoption -> adoption.getRevision())
                                  .containsExactly(1L, 2L, 3L)));
    }
  }

  private void poisonStopsNothing(Source source, List<ServiceHost> both) throws Exception {
    config("default-keywords", new byte[] {1, 2, 3});
    config("default-keywords", rule("default-keywords", "{\"id\":\"default-keywords\"}"));
    config("recording-notice", rule("other", "{}"));
    config(
        "bomb",
        rule(
            "bomb",
            "{\"id\":\"bomb\",\"kind\":\"prohibited\",\"phrases\":[\"re:((a{900}){900}){900}\"]}"));
    config(Topics.REVISION_KEY, new byte[] {});
    config(Topics.REVISION_KEY, null);
    config(Topics.REVISION_KEY, oldRevision());
    await()
        .atMost(SOON)
        .untilAsserted(
            () ->
                assertThat(both)
                    .allSatisfy(
                        host ->
                            assertThat(gauge(host, "cueline.topology.rules.poisoned"))
                                .isEqualTo(7)));

    all(source, 10_000, "we guarantee it, that is a promise");
    all(source, 15_000, "we guarantee it, that is a promise");
    await()
        .atMost(SOON)
        .untilAsserted(() -> assertThat(wire.read(Topics.VIOLATIONS)).hasSize(2 * CALLS));
    assertThat(wire.read(Topics.VIOLATIONS)).allMatch(violation -> violation.getRuleVersion() == 2);

    assertThat(keywords(both.getLast(), "[\"hand on heart\",\"promise\"]").statusCode())
        .isEqualTo(200);
    await().atMost(SOON).until(() -> both.stream().allMatch(host -> revision(host) == 3));
    all(source, 20_000, "hand on heart");
    all(source, 25_000, "hand on heart, that is a promise");
    await()
        .atMost(SOON)
        .untilAsserted(() -> assertThat(wire.read(Topics.VIOLATIONS)).hasSize(3 * CALLS));
  }

  private static void config(String key, byte @Nullable [] value)
      throws ExecutionException, InterruptedException {
    wire.write(Topics.COMPLIANCE_CONFIG, key, value);
  }

  private static byte[] rule(String id, String source) {
    RuleVersion version =
        RuleVersion.newBuilder()
            .setRuleId(id)
            .setVersion(9)
            .setHash("0".repeat(64))
            .setSource(source)
            .setPublishedBy("another tool")
            .setPublishedAt(Instant.EPOCH)
            .build();
    return entry(ConfigEntry.newBuilder().setEntry(version).build());
  }

  private static byte[] oldRevision() {
    Revision revision =
        Revision.newBuilder()
            .setNumber(1)
            .setBase(0)
            .setPublication("x")
            .setRules(List.of())
            .setEngine(EngineSettings.DEFAULT.toAvro())
            .setPublishedBy("another tool")
            .setPublishedAt(Instant.EPOCH)
            .setReason("rubbish")
            .build();
    return entry(ConfigEntry.newBuilder().setEntry(revision).build());
  }

  private static byte[] entry(ConfigEntry entry) {
    return AvroSerde.of(Topics.COMPLIANCE_CONFIG, SCHEMAS).serialize("config", entry);
  }

  private static HttpResponse<String> keywords(ServiceHost host, String words) throws Exception {
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client.send(
          HttpRequest.newBuilder(
                  URI.create(host.context().http().address() + "/api/v2/compliance/keywords"))
              .header("Authorization", "Bearer secret")
              .POST(BodyPublishers.ofString("{\"keywords\":" + words + "}"))
              .build(),
          BodyHandlers.ofString());
    }
  }

  private static double revision(ServiceHost host) {
    return gauge(host, "cueline.topology.rules.revision");
  }

  private static double gauge(ServiceHost host, String name) {
    return host.context().metrics().get(name).gauge().value();
  }

  private static double utterances(ServiceHost host) {
    return host.context()
        .metrics()
        .get("cueline.topology.frames")
        .tag("kind", "utterance")
        .counter()
        .count();
  }

  private static Settings settings(String instance) {
    List<Setting<?>> catalogue =
        Stream.concat(RuntimeSettings.ALL.stream(), TopologySettings.ALL.stream())
            .<Setting<?>>map(setting -> setting)
            .toList();
    return Settings.defaults(catalogue)
        .with(KafkaAccess.BOOTSTRAP, broker.bootstrapServers())
        .with(KafkaAccess.PREFIX, NAMES.prefix())
        .with(KafkaAccess.PARTITIONS, Integer.toString(Wire.PARTITIONS))
        .with(HttpSettings.PORT, "0")
        .with(HttpSettings.TOKENS, "secret")
        .with(TopologySettings.FOLDER, folder.resolve(instance).resolve("state").toString())
        .with(TopologySettings.CREATE_TOPICS, "true")
        .with(TopologySettings.INITIAL_RULES, "default")
        .with(TopologySettings.JOIN_WINDOW, "0")
        .with(TopologySettings.THREADS, "1")
        .with(TopologySettings.STANDBYS, "0")
        .with(KnowledgeSettings.FOLDER, folder.resolve(instance).resolve("index").toString());
  }

  /** The agent of every call says it. */
  private static void all(Source source, long at, String text) {
    for (int call = 0; call < CALLS; call++) {
      wire.write(source.says(at + call, "call-" + call, Speaker.AGENT, text));
    }
    wire.flush();
  }
}
