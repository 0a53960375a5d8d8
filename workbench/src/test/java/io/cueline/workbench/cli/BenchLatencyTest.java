package io.cueline.workbench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.cueline.bench.LatencyResult;
import io.cueline.bench.LatencyRun;
import io.cueline.runtime.settings.Settings;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The whole line at a small rate: whatever the time, every violation's prompt has to come. */
@Tag("long")
class BenchLatencyTest {

  @Test
  void everyViolationThatIsSaidReachesTheTenantAndEveryStageIsTold() throws Exception {
    LatencyRun run =
        new LatencyRun(
            Optional.empty(), List.of(50), 100, Duration.ofSeconds(2), Duration.ofSeconds(4));
    LatencyResult result = run.measure(Settings.defaults(AllSettings.ALL), line -> {});
    LatencyResult.Rate rate = result.rates().getFirst();
    assertThat(rate.sent()).isEqualTo(20);
    assertThat(rate.received()).isEqualTo(rate.sent());
    assertThat(rate.p50Ms()).isPositive().isLessThanOrEqualTo(rate.p99Ms());
    assertThat(rate.stages().keySet())
        .containsExactly("read", "decided", "committed", "waited", "called");
  }
}
