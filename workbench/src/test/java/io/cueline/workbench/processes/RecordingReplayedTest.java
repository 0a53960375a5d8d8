package io.cueline.workbench.processes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cueline.broker.EmbeddedBroker;
import io.cueline.runtime.http.HttpSettings;
import io.cueline.runtime.kafka.KafkaAccess;
import io.cueline.runtime.service.ServiceHost;
import io.cueline.runtime.settings.Settings;
import io.cueline.topology.TopologyService;
import io.cueline.topology.TopologySettings;
import io.cueline.topology.knowledge.KnowledgeSettings;
import io.cueline.workbench.cli.AllSettings;
import io.cueline.workbench.demo.DataFolder;
import io.cueline.workbench.report.Ledger;
import io.cueline.workbench.report.LedgerTopics;
import io.cueline.workbench.report.TopicFollower;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What was recorded decides the same again: on a new cluster, over any number of partitions, with
 * fewer ticks, to the byte but for processing times.
 */
final class RecordingReplayedTest {

  @TempDir private static Path folder;
  private static Recording recording;
  private static Decisions decided;

  @BeforeAll
  static void aRunIsRecorded() throws Exception {
    String start =
        Instant.now().minus(Duration.ofMinutes(10)).truncatedTo(ChronoUnit.SECONDS).toString();
    Path data = Files.createDirectory(folder.resolve("recorded"));
    decided = OneProcess.run(data, "60", start).decisions();
    try (EmbeddedBroker broker =
        EmbeddedBroker.start(
            EmbeddedBroker.Options.in(DataFolder.existing(Optional.of(data)).kafka()))) {
      recording =
          Recording.read(
              KafkaAccess.from(
                  Settings.defaults(AllSettings.ALL)
                      .with(KafkaAccess.BOOTSTRAP, broker.bootstrapServers())));
    }
    assertThat(recording.frames()).hasSizeGreaterThan(400);
  }

  @ParameterizedTest(name = "{0} partitions, every {1}th tick")
  @CsvSource({"1,1", "8,3", "1,50"})
  void theSameIsDecidedAgain(int partitions, int everyTick) throws Exception {
    Path data =
        Files.createDirectory(folder.resolve("again-%d-%d".formatted(partitions, everyTick)));
    try (EmbeddedBroker broker = EmbeddedBroker.start()) {
      Settings settings = settings(broker, partitions, data);
      KafkaAccess kafka = KafkaAccess.from(settings);
      Ledger ledger = new Ledger();
      try (ServiceHost topology = ServiceHost.start(settings, TopologyService::start);
          TopicFollower follower = LedgerTopics.follow(kafka, ledger)) {
        recording.withTicksThinned(everyTick).write(kafka, partitions);
        await("every call settled")
            .atMost(Duration.ofMinutes(1))
            .pollInterval(Duration.ofMillis(100))
            .until(() -> ledger.ended() == 20);
        assertThat(follower).isNotNull();
        assertThat(topology.context().health().notLive()).isEmpty();
      }

      assertThat(Decisions.read(kafka).differencesFrom(decided)).isEmpty();
    }
  }

  private static Settings settings(EmbeddedBroker broker, int partitions, Path data) {
    return Settings.defaults(AllSettings.ALL)
        .with(KafkaAccess.BOOTSTRAP, broker.bootstrapServers())
        .with(KafkaAccess.PARTITIONS, Integer.toString(partitions))
        .with(HttpSettings.PORT, "0")
        .with(TopologySettings.CREATE_TOPICS, "true")
        .with(TopologySettings.STANDBYS, "0")
        .with(TopologySettings.FOLDER, data.resolve("streams").toString())
        .with(TopologySettings.INITIAL_RULES, "default,demo")
        .with(TopologySettings.JOIN_WINDOW, "0")
        .with(KnowledgeSettings.FOLDER, data.resolve("index").toString());
  }
}
