package io.cueline.topology.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.cueline.topology.compliance.Source;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TimersTest {

  private final Timers timers = new Timers();

  @Test
  void nothingIsDueBeforeItsTimeNorByAnotherSourcesTime() {
    timers.arm("call", Map.of("a", at(10)));

    assertThat(due("a", 9)).isEmpty();
    assertThat(due("b", 99)).isEmpty();
    assertThat(due("a", 10)).containsExactly("call");
    assertThat(due("a", 99)).isEmpty();
  }

  @Test
  void anEarlierTimeReplacesALaterOneAndNotTheOtherWayRound() {
    timers.arm("call", Map.of("a", at(30)));
    timers.arm("call", Map.of("a", at(10)));
    timers.arm("call", Map.of("a", at(20)));

    assertThat(timers.next("a")).contains(at(10));
    assertThat(due("a", 10)).containsExactly("call");
    assertThat(due("a", 99)).isEmpty();
  }

  @Test
  void inTheOrderOfTheirTimesThenOfTheirKeys() {
    timers.arm("late", Map.of("a", at(20)));
    timers.arm("b", Map.of("a", at(10)));
    timers.arm("a", Map.of("a", at(10)));

    assertThat(due("a", 99)).containsExactly("a", "b", "late");
  }

  private List<String> due(String source, long now) {
    List<String> due = new ArrayList<>();
    Optional<String> next = timers.poll(source, at(now));
    while (next.isPresent()) {
      due.add(next.get());
      next = timers.poll(source, at(now));
    }
    return due;
  }

  private static Instant at(long millis) {
    return Source.at(millis);
  }
}
