package io.cueline.ingest.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.cueline.ingest.server.Presence.Change;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class PresenceTest {

  private static final Change NOTHING = new Change.Nothing();
  private static final Change BEGIN = new Change.Begin(Duration.ZERO);
  private static final Change PAUSE = new Change.Pause(false);

  private final Presence presence = new Presence(Duration.ofNanos(100));

  @Test
  void whoBreaksOffBesideOthersHasMissedSomethingUntilAnotherComes() {
    presence.opened(0);
    presence.opened(1);

    assertThat(presence.closed(false, 40, 50)).isEqualTo(PAUSE);
    assertThat(presence.look(149)).isEqualTo(NOTHING);
    assertThat(presence.opened(60)).isEqualTo(new Change.Begin(Duration.ofNanos(20)));
    assertThat(presence.opened(70)).isEqualTo(NOTHING);
  }

  @Test
  void whoIsNotReplacedIsDeclaredAfterTheGrace() {
    presence.opened(0);
    presence.opened(1);
    presence.closed(false, 40, 50);

    assertThat(presence.look(150)).isEqualTo(new Change.Begin(Duration.ofNanos(110)));
    assertThat(presence.look(1_000)).isEqualTo(NOTHING);
  }

  @Test
  void theEarliestLossCountsAndTheGraceRunsFromTheFirstNoticed() {
    presence.opened(0);
    presence.opened(0);
    presence.opened(0);
    presence.closed(false, 40, 50);

    assertThat(presence.closed(false, 30, 90)).isEqualTo(NOTHING);
    assertThat(presence.look(150)).isEqualTo(new Change.Begin(Duration.ofNanos(120)));
  }

  @Test
  void aConnectionThatEndsInOrderBesideOthersChangesNothing() {
    presence.opened(0);
    presence.opened(0);

    assertThat(presence.closed(true, 40, 50)).isEqualTo(NOTHING);
    assertThat(presence.closed(true, 60, 70)).isEqualTo(new Change.Pause(true));
    assertThat(presence.opened(90)).isEqualTo(BEGIN);
  }

  @Test
  void withNobodyThereNothingBeginsHoweverLongItTakes() {
    presence.opened(0);

    assertThat(presence.closed(false, 40, 50)).isEqualTo(PAUSE);
    assertThat(presence.look(10_000)).isEqualTo(NOTHING);
    assertThat(presence.opened(20_040)).isEqualTo(new Change.Begin(Duration.ofNanos(20_000)));
  }

  @Test
  void whatIsRefusedMayBeMissingAndIsDeclaredOnceInAGrace() {
    presence.opened(0);

    assertThat(presence.refused(10)).isEqualTo(PAUSE);
    assertThat(presence.refused(20)).isEqualTo(NOTHING);
    assertThat(presence.look(109)).isEqualTo(NOTHING);
    assertThat(presence.look(110)).isEqualTo(new Change.Begin(Duration.ofNanos(100)));
  }

  @Test
  void whatKafkaLostBeginsAnEpochWhileSomebodyIsThere() {
    assertThat(presence.lost()).isEqualTo(NOTHING);
    presence.opened(0);
    assertThat(presence.lost()).isEqualTo(BEGIN);
    presence.closed(true, 5, 5);
    assertThat(presence.lost()).isEqualTo(NOTHING);
  }
}
