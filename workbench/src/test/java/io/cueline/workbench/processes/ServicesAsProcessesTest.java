package io.cueline.workbench.processes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cueline.schemas.topic.Topics;
import io.cueline.workbench.report.Ledger;
import io.cueline.workbench.report.LedgerTopics;
import io.cueline.workbench.report.Report;
import io.cueline.workbench.report.TenantInspection;
import io.cueline.workbench.report.TopicFollower;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The services of docker-compose.yml, each a process: two instances of the topology, one broker,
 * the simulated tenant. What they decide is what one process decides, whatever dies meanwhile.
 */
final class ServicesAsProcessesTest {

  private static final String SPEED = "20";

  /** A busy machine may need longer to start it again than its group would wait. */
  private static final Map<String, String> PATIENT =
      Map.of("CUELINE_TOPOLOGY_SESSION_TIMEOUT", "30s");

  private static final Duration SETTLED_WITHIN = Duration.ofSeconds(150);

  /** What came of a run. */
  record Outcome(Report report, Decisions decisions) {

    /** What does not depend on how fast the machine was. */
    Report comparable() {
      return new Report(
          report.frames(),
          report.interactions(),
          report.violations(),
          report.disclosures(),
          report.cues(),
          0, // which look-up is the newest, and so which cards, is a matter of real time
          new Report.Deliveries(0, 0, report.deliveries().failed()),
          new Report.Adoption(new Report.Taken(0, 0), Map.of(), Map.of()),
          report.unaccounted(),
          new Report.LatencyMs(0, 0),
          0);
    }
  }

  /** Something that befalls a run while the calls are being played. */
  private interface Mishap {
    void befall(SeparateProcesses processes, Ledger ledger) throws Exception;
  }

  @TempDir private static Path folder;
  private static Outcome together;

  /** The same for all runs, and recent: topics forget by the records' own time. */
  private static String start;

  @BeforeAll
  static void oneProcessDecides() throws Exception {
    start = Instant.now().minus(Duration.ofMinutes(10)).truncatedTo(ChronoUnit.SECONDS).toString();
    together = OneProcess.run(Files.createDirectory(folder.resolve("together")), SPEED, start);
    assertThat(together.report().violations().total()).isPositive();
    assertThat(together.report().unaccounted()).isZero();
  }

  @Test
  void processesOfTheirOwnReportWhatOneProcessReports() throws Exception {
    Outcome apart = run("apart", (processes, ledger) -> {});

    assertThat(apart.decisions().differencesFrom(together.decisions())).isEmpty();
    assertThat(apart.comparable()).isEqualTo(together.comparable());
  }

  @Test
  void anInstanceKilledInMidRunChangesNoDecisionAndDoublesNone() throws Exception {
    Outcome bereaved =
        run(
            "killed",
            (processes, ledger) -> {
              awaitHalfSettled(ledger);
              processes.kill("topology-1");
            });

    assertThat(bereaved.decisions().differencesFrom(together.decisions())).isEmpty();
    assertThat(bereaved.decisions().twice(Topics.VIOLATIONS)).isEmpty();
    assertThat(bereaved.comparable()).isEqualTo(together.comparable());
  }

  @Test
  void anInstanceStoppedAndStartedAgainGoesOnWithoutRestoring() throws Exception {
    Outcome interrupted =
        run(
            "stopped",
            (processes, ledger) -> {
              awaitHalfSettled(ledger);
              int status = processes.stop("topology-2", Duration.ofSeconds(10));
              assertThat(status).as("SIGTERM").isEqualTo(143);
              processes.start("topology-2");
              processes.awaitReady("topology-2");
              assertThat(processes.get("topology-2", "/metrics"))
                  .contains("cueline_topology_restored_records_total 0.0");
            });

    assertThat(interrupted.decisions().differencesFrom(together.decisions())).isEmpty();
    assertThat(interrupted.comparable()).isEqualTo(together.comparable());
  }

  private static Outcome run(String name, Mishap mishap) throws Exception {
    Path data = Files.createDirectory(folder.resolve(name));
    Ledger ledger = new Ledger();
    Map<String, String> simulator =
        Map.of(
            "CUELINE_SIMULATOR_SPEED", SPEED,
            "CUELINE_SIMULATOR_START_AT", start,
            "CUELINE_SIMULATOR_START_ON_SUBSCRIBE", "false");
    try (SeparateProcesses processes =
        new SeparateProcesses(data, Map.of("simulator", simulator, "topology-2", PATIENT))) {
      processes.startAll();
      try (TopicFollower follower = LedgerTopics.follow(processes.kafka(), ledger);
          TenantInspection tenant = processes.tenant()) {
        tenant.start();
        mishap.befall(processes, ledger);
        // A card may still be looked up when all else is over, and be on its way for a moment.
        Report report =
            await("all calls settled, all cues and cards receipted")
                .atMost(SETTLED_WITHIN)
                .pollInterval(Duration.ofMillis(200))
                .until(
                    () ->
                        isOver(tenant, ledger)
                            ? Optional.of(ledger.report(tenant.memory(), Duration.ZERO))
                            : Optional.<Report>empty(),
                    now -> now.filter(each -> each.unaccounted() == 0).isPresent())
                .orElseThrow();
        assertThat(follower).isNotNull();
        return new Outcome(report, Decisions.read(processes.kafka()));
      }
    }
  }

  private static void awaitHalfSettled(Ledger ledger) {
    await("calls under way, some of them over")
        .atMost(SETTLED_WITHIN)
        .pollInterval(Duration.ofMillis(20))
        .until(() -> ledger.ended() >= 3);
  }

  private static boolean isOver(TenantInspection tenant, Ledger ledger) {
    TenantInspection.Status status = tenant.status();
    return status.finished()
        && ledger.ingested() + ledger.rejected() >= status.sent()
        && ledger.ended() == ledger.interactions()
        && ledger.openCauses() == 0;
  }
}
