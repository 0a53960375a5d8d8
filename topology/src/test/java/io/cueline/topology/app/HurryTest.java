package io.cueline.topology.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A cue hurries, but a storm of cues does not stop the work. */
final class HurryTest {

  private final Hurry hurry = new Hurry();

  @Test
  void theFirstCueDoesNotWait() {
    assertThat(hurry.ask(at(0))).isTrue();
  }

  @Test
  void asManyCuesAsComeBeforeTheCommitShareIt() {
    hurry.ask(at(0));

    assertThat(hurry.ask(at(0))).isFalse();
  }

  @Test
  void thriceItsCostPassesFromOneCommitToTheNext() {
    hurry.ask(at(0));
    hurry.committing(at(10));
    hurry.committing(at(12));
    hurry.working(at(30));

    assertThat(hurry.ask(at(69))).isFalse();
    assertThat(hurry.ask(at(70))).isTrue();
  }

  @Test
  void aCheapCommitIsStillNoReasonToCommitAllTheTime() {
    hurry.committing(at(0));
    hurry.working(at(1));

    assertThat(hurry.ask(at(14))).isFalse();
    assertThat(hurry.ask(at(15))).isTrue();
  }

  @Test
  void aPauseForWantOfWorkIsNoCostForTheCueThatEndsIt() {
    hurry.committing(at(0));
    hurry.working(at(60_000));

    assertThat(hurry.ask(at(60_000))).isTrue();
  }

  @Test
  void recordsThatAreStillWorkedOnBeforeTheCommitDoNotEndIt() {
    hurry.ask(at(0));
    hurry.working(at(1));

    assertThat(hurry.ask(at(50))).isFalse();
  }

  private static long at(long millis) {
    return Duration.ofMillis(millis).toNanos();
  }
}
