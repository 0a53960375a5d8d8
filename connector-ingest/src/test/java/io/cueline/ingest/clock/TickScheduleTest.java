package io.cueline.ingest.clock;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class TickScheduleTest {

  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

  private final TickSchedule schedule =
      new TickSchedule(Duration.ofMillis(500), Duration.ofMillis(50));

  TickScheduleTest() {
    schedule.restart(NOON, 0);
  }

  private boolean due(long clockMillis, long realMillis) {
    return schedule.due(NOON.plusMillis(clockMillis), realMillis * 1_000_000);
  }

  @Test
  void aClockThatStandsStillIsNotTicked() {
    assertThat(due(0, 60_000)).isFalse();
    assertThat(due(499, 60_000)).isFalse();
    assertThat(schedule.movedSince(NOON)).isFalse();
  }

  @Test
  void aTickIsDueWhenTheClockHasMovedFarEnough() {
    assertThat(due(500, 500)).isTrue();
    assertThat(due(999, 999)).isFalse();
    assertThat(due(1_003, 1_003)).isTrue();
    assertThat(due(1_500, 1_500)).isFalse();
  }

  @Test
  void aRacingReplayIsTickedAtARealPaceOnly() {
    assertThat(due(30_000, 49)).isFalse();
    assertThat(due(31_000, 50)).isTrue();
    assertThat(due(90_000, 99)).isFalse();
  }
}
