package io.cueline.topology.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cueline.topology.compliance.Rules;
import io.cueline.topology.rules.RuleSnapshot;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RevisionHistoryTest {

  private final List<Long> asked = new ArrayList<>();
  private RuleSnapshot inForce = Rules.snapshot(7, Rules.KEYWORDS);

  @Test
  void whatWasInForceHereIsRemembered() {
    RevisionHistory history = history(Optional.empty());
    RuleSnapshot before = inForce;
    inForce = Rules.snapshot(8, Rules.RECORDING);

    assertThat(history.current()).isSameAs(inForce);
    assertThat(history.adopted(7)).isSameAs(before);
    assertThat(asked).isEmpty();
  }

  @Test
  void whatWasInForceBeforeIsAskedForOnce() {
    RuleSnapshot third = Rules.snapshot(3, Rules.RECORDING);
    RevisionHistory history = history(Optional.of(third));

    assertThat(history.adopted(3)).isSameAs(third);
    assertThat(history.adopted(3)).isSameAs(third);
    assertThat(asked).containsExactly(3L);
  }

  @Test
  void whatIsNowhereIsStoodInForByWhatIsInForce() {
    assertThat(history(Optional.empty()).adopted(3)).isSameAs(inForce);
  }

  @Test
  void olderRulesThanAdoptedAreNotWaitedForForEver() {
    RevisionHistory history = history(Optional.empty());

    assertThatCode(() -> history.awaitAtLeast(7)).doesNotThrowAnyException();
    assertThatThrownBy(() -> history.awaitAtLeast(8)).isInstanceOf(RulesBehindException.class);
  }

  private RevisionHistory history(Optional<RuleSnapshot> archived) {
    return new RevisionHistory(
        () -> inForce,
        (revision, atMost) -> false,
        revision -> {
          asked.add(revision);
          return archived;
        },
        Duration.ofMillis(1));
  }
}
