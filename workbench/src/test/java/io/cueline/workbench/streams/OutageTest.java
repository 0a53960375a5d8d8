package io.cueline.workbench.streams;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cueline.broker.SharedBroker;
import io.cueline.ingest.IngestService;
import io.cueline.ingest.IngestSettings;
import io.cueline.runtime.http.HttpSettings;
import io.cueline.runtime.kafka.KafkaAccess;
import io.cueline.runtime.service.ServiceHost;
import io.cueline.runtime.settings.CxoneSettings;
import io.cueline.runtime.settings.Settings;
import io.cueline.schemas.RuleOutcome;
import io.cueline.schemas.Scorecard;
import io.cueline.schemas.Violation;
import io.cueline.schemas.ViolationKind;
import io.cueline.schemas.topic.Topics;
import io.cueline.topology.TopologyService;
import io.cueline.topology.TopologySettings;
import io.cueline.topology.knowledge.KnowledgeSettings;
import io.cueline.workbench.cli.AllSettings;
import io.cueline.workbench.report.TopicFollower;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * From the tenant's socket to the scorecard: what nobody of ours heard is not held against agents.
 */
class OutageTest {

  private static final Duration DUE = Duration.ofSeconds(1);
  private static final String RULES =
      """
      rules:
        - id: notice
          kind: required
          speaker: agent
          phrases: ["this call is recorded"]
          after: start
          due: 1s
          severity: high
          title: Recording notice
          message: Say it.
      """;

  @TempDir private Path folder;

  private Settings settings(LiveTenant tenant) throws Exception {
    Path rules = Files.writeString(folder.resolve("rules.yaml"), RULES);
    return Settings.defaults(AllSettings.ALL)
        .with(KafkaAccess.BOOTSTRAP, SharedBroker.INSTANCE.bootstrapServers())
        .with(KafkaAccess.PREFIX, SharedBroker.freshPrefix("outage"))
        .with(KafkaAccess.PARTITIONS, "2")
        .with(HttpSettings.PORT, "0")
        .with(CxoneSettings.CLIENT_ID, "cueline")
        .with(CxoneSettings.CLIENT_SECRET, "cueline-secret")
        .with(CxoneSettings.VARIABLES, "tenantUrl=" + tenant.url())
        .with(IngestSettings.RECONNECT_DELAY, "50ms")
        .with(IngestSettings.RECONNECT_MOST, "200ms")
        .with(IngestSettings.ARTICLES, "false")
        .with(TopologySettings.CREATE_TOPICS, "true")
        .with(TopologySettings.FOLDER, folder.resolve("state").toString())
        .with(TopologySettings.STANDBYS, "0")
        .with(TopologySettings.JOIN_WINDOW, "0")
        .with(TopologySettings.INITIAL_RULES, rules.toString())
        .with(KnowledgeSettings.FOLDER, folder.resolve("index").toString());
  }

  @Test
  void anOutageInMidCallLeavesADisclosureUndeterminedAndNeverMissed() throws Exception {
    Map<String, Scorecard> ended = new ConcurrentHashMap<>();
    List<Violation> recorded = new CopyOnWriteArrayList<>();
    try (LiveTenant tenant = new LiveTenant()) {
      Settings settings = settings(tenant);
      try (ServiceHost topology = ServiceHost.start(settings, TopologyService::start);
          TopicFollower follower = new TopicFollower(KafkaAccess.from(settings))) {
        follower
            .take(Topics.SCORECARDS, card -> keepEnded(card, ended))
            .take(Topics.VIOLATIONS, recorded::add)
            .start();
        await()
            .atMost(Duration.ofSeconds(60))
            .until(() -> topology.context().health().notReady().isEmpty());

        try (ServiceHost before = ServiceHost.start(settings, IngestService::start)) {
          tenant.awaitListener();
          tenant.customer("interrupted", "hello");
          await().until(() -> frames(before) == 1);
        }
        // The agent may well say it now; or not. Nobody of ours can tell.
        Instant overdue = Instant.now().plus(DUE);
        await().atMost(Duration.ofSeconds(10)).until(() -> Instant.now().isAfter(overdue));

        try (ServiceHost _ = ServiceHost.start(settings, IngestService::start)) {
          tenant.awaitListener();
          tenant.customer("interrupted", "are you still there");
          tenant.customer("whole", "hello");
          tenant.end("interrupted");
          // Overdue where ticks have gone on: only then can it be missed.
          Instant late = Instant.now().plus(DUE.multipliedBy(2));
          await().atMost(Duration.ofSeconds(20)).until(() -> Instant.now().isAfter(late));
          tenant.end("whole");
          await().atMost(Duration.ofSeconds(60)).until(() -> ended.size() == 2);
        }
      }
    }
    assertThat(outcome(ended.get("interrupted"))).isEqualTo("UNDETERMINED");
    assertThat(outcome(ended.get("whole"))).isEqualTo("MISSED");
    assertThat(recorded)
        .filteredOn(each -> each.getInteractionId().equals("interrupted"))
        .extracting(Violation::getKind)
        .containsOnly(ViolationKind.UNDETERMINED);
  }

  private static void keepEnded(Scorecard card, Map<String, Scorecard> ended) {
    if (card.getEndedAt() != null) {
      ended.put(card.getInteractionId(), card);
    }
  }

  private static String outcome(Scorecard card) {
    return card.getOutcomes().stream()
        .filter(each -> each.getRuleId().equals("notice"))
        .map(RuleOutcome::getOutcome)
        .findFirst()
        .orElseThrow();
  }

  private static double frames(ServiceHost ingest) {
    return ingest
        .context()
        .metrics()
        .get("cueline.ingest.frames")
        .tag("kind", "utterance")
        .counters()
        .stream()
        .mapToDouble(counter -> counter.count())
        .sum();
  }
}
