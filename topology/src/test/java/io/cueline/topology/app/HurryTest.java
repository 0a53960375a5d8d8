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
  void afterACommitThriceItsCostIsForWork() {
    hurry.ask(at(0));
    hurry.working(at(20));

    assertThat(hurry.ask(at(79))).isFalse();
    assertThat(hurry.ask(at(80))).isTrue();
  }

  @Test
  void aCheapCommitIsStillNoReasonToCommitAllTheTime() {
    hurry.ask(at(0));
    hurry.working(at(1));

    assertThat(hurry.ask(at(15))).isFalse();
    assertThat(hurry.ask(at(16))).isTrue();
  }

  private static long at(long millis) {
    return Duration.ofMillis(millis).toNanos();
  }
}
