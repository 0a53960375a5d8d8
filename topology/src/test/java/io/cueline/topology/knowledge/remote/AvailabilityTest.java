package io.cueline.topology.knowledge.remote;

import static org.assertj.core.api.Assertions.assertThat;

import io.cueline.topology.knowledge.remote.Availability.Verdict;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class AvailabilityTest {

  private static final Instant NOW = Instant.parse("2026-01-01T10:00:00Z");

  private final Availability availability = new Availability(100);

  @Test
  void threeFailuresInARowAndNobodyIsSentThereForTenSeconds() {
    fail(2);
    availability.answered();
    fail(2);
    assertThat(availability.mayAsk(NOW)).isEqualTo(Verdict.ASK);
    fail(1);
    assertThat(availability.mayAsk(NOW)).isEqualTo(Verdict.RESTING);
    assertThat(availability.mayAsk(NOW.plusMillis(9_999))).isEqualTo(Verdict.RESTING);
  }

  @Test
  void thenOneTriesForAllAndItsAnswerCounts() {
    fail(3);
    Instant later = NOW.plusSeconds(10);
    assertThat(availability.mayAsk(later)).isEqualTo(Verdict.ASK);
    assertThat(availability.mayAsk(later)).isEqualTo(Verdict.RESTING);
    availability.answered();
    assertThat(availability.mayAsk(later)).isEqualTo(Verdict.ASK);
  }

  @Test
  void whatTheTenantAsksToWaitIsWaited() {
    availability.asksToWait(NOW, Duration.ofSeconds(30));
    assertThat(availability.mayAsk(NOW.plusSeconds(29))).isEqualTo(Verdict.RESTING);
    assertThat(availability.mayAsk(NOW.plusSeconds(30))).isEqualTo(Verdict.ASK);
  }

  @Test
  void noMoreIsAskedInAMinuteThanAgreed() {
    Availability few = new Availability(2);
    assertThat(few.mayAsk(NOW)).isEqualTo(Verdict.ASK);
    assertThat(few.mayAsk(NOW)).isEqualTo(Verdict.ASK);
    assertThat(few.mayAsk(NOW)).isEqualTo(Verdict.SPENT);
    assertThat(few.mayAsk(NOW.plusSeconds(29))).isEqualTo(Verdict.SPENT);
    assertThat(few.mayAsk(NOW.plusSeconds(31))).isEqualTo(Verdict.ASK);
    assertThat(few.mayAsk(NOW.minusSeconds(60))).isEqualTo(Verdict.SPENT);
  }

  private void fail(int times) {
    for (int each = 0; each < times; each++) {
      availability.failed(NOW);
    }
  }
}
