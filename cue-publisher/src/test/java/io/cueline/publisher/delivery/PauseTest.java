package io.cueline.publisher.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class PauseTest {

  private static final Instant NOW = Instant.parse("2026-01-01T09:00:00Z");

  @Test
  void a_wait_told_by_a_clock_far_ahead_is_no_longer_than_what_was_asked_for() {
    Instant theirNow = NOW.plusSeconds(3_600);

    assertThat(Pause.heard(Pause.CLIENT, theirNow.plusSeconds(7), theirNow, NOW))
        .contains(new Pause(Pause.CLIENT, NOW.plusSeconds(7)));
  }

  @Test
  void a_wait_of_yesterday_read_at_the_start_is_over() {
    Instant yesterday = NOW.minusSeconds(86_400);

    assertThat(Pause.heard(Pause.CLIENT, yesterday.plusSeconds(60), yesterday, NOW)).isEmpty();
  }

  @Test
  void a_restart_in_the_middle_of_a_wait_waits_the_rest() {
    assertThat(Pause.heard(Pause.CLIENT, NOW.plusSeconds(40), NOW.minusSeconds(20), NOW))
        .contains(new Pause(Pause.CLIENT, NOW.plusSeconds(40)));
  }
}
