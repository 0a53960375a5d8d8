package io.cueline.publisher.desktop;

import static org.assertj.core.api.Assertions.assertThat;

import io.cueline.schemas.Mode;
import io.cueline.schemas.Violation;
import io.cueline.schemas.ViolationKind;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;

/** The day that figures are of. */
class FiguresTest {

  /** Two hours before midnight there, and already tomorrow by UTC. */
  private static final Instant EVENING = Instant.parse("2026-03-04T03:00:00Z");

  private final Figures figures = new Figures(ZoneId.of("America/New_York"));

  @Test
  void a_day_lasts_until_midnight_of_the_place_and_not_of_utc() {
    figures.today(EVENING.minusSeconds(7 * 3600));
    figures.take(violation("v-1", EVENING.minusSeconds(7 * 3600)));
    figures.today(EVENING);
    figures.take(violation("v-2", EVENING));

    Figures.OfDay day = figures.of(new Team.All());

    assertThat(day.day()).isEqualTo(LocalDate.of(2026, 3, 3));
    assertThat(day.rules().getFirst().violations()).isEqualTo(2);
    assertThat(day.rules().getFirst().byHour().get(15)).isEqualTo(1);
    assertThat(day.rules().getFirst().byHour().get(22)).isEqualTo(1);
  }

  @Test
  void after_midnight_of_the_place_it_begins_at_nothing() {
    figures.today(EVENING);
    figures.take(violation("v-1", EVENING));
    figures.today(EVENING.plusSeconds(2 * 3600 + 1));

    assertThat(figures.of(new Team.All()).rules()).isEmpty();
  }

  private static Violation violation(String id, Instant at) {
    return Records.violation("c-1", "a", id, ViolationKind.PROHIBITED, Mode.LIVE, at);
  }
}
