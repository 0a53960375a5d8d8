package io.cueline.publisher.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.cueline.publisher.delivery.Expiry;
import io.cueline.publisher.delivery.Position;
import io.cueline.publisher.delivery.Routes;
import io.cueline.publisher.delivery.Routing;
import io.cueline.publisher.delivery.Work;
import io.cueline.publisher.delivery.WorkClass;
import io.cueline.publisher.testing.Examples;
import io.cueline.schemas.CueChange;
import io.cueline.schemas.CueKind;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class AdoptionTest {

  private static final Instant NOW = Instant.parse("2026-01-01T09:00:00Z");
  private static final Duration LONG = Duration.ofHours(1);
  private static final Routing ROUTING =
      new Routing(
          new Routes(
              List.of("prompts"), List.of("cues"), true, List.of("insights"), List.of(), Set.of()),
          new Expiry(LONG, LONG, LONG, LONG, LONG));

  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final Adoption adoption = new Adoption(registry);

  @Test
  void what_was_never_shown_or_was_refused_is_not_taken_up() {
    adoption.delivered(card("call"));
    adoption.did(Examples.feedback("call", "a9", "ACCEPTED", NOW));
    adoption.did(Examples.feedback("other", "a1", "ACCEPTED", NOW));
    adoption.did(Examples.feedback("call", "a1", "DISMISSED", NOW));

    assertThat(adopted("article", "a1")).isZero();
    assertThat(shown("article", "a1")).isEqualTo(1);
  }

  @Test
  void what_goes_two_ways_is_shown_once_and_accepted_twice_is_accepted_once() {
    adoption.delivered(card("call"));
    adoption.delivered(card("call"));
    adoption.did(Examples.feedback("call", "a1", "ACCEPTED", NOW));
    adoption.did(Examples.feedback("call", "a1", "ACCEPTED", NOW));

    assertThat(shown("article", "a1")).isEqualTo(1);
    assertThat(adopted("article", "a1")).isEqualTo(1);
  }

  @Test
  void a_violation_acknowledged_counts_for_its_rule() {
    adoption.delivered(
        ROUTING
            .works(
                Examples.cue("call", "cue", 1, CueKind.INTERRUPT, CueChange.OPENED, NOW),
                new Position(WorkClass.CUES, 0, 1),
                NOW)
            .getFirst());
    adoption.did(Examples.feedback("call", "cue", "ACKNOWLEDGED", NOW));

    assertThat(shown("rule", "recording-notice")).isEqualTo(1);
    assertThat(adopted("rule", "recording-notice")).isEqualTo(1);
  }

  private static Work card(String call) {
    return ROUTING
        .works(Examples.insight(call, "q", NOW), new Position(WorkClass.INSIGHTS, 0, 1), NOW)
        .getFirst();
  }

  private double shown(String of, String id) {
    return count("cueline.publisher.shown", of, id);
  }

  private double adopted(String of, String id) {
    return count("cueline.publisher.adopted", of, id);
  }

  private double count(String metric, String of, String id) {
    return registry.find(metric).tags("of", of, "id", id).counters().stream()
        .mapToDouble(counter -> counter.count())
        .sum();
  }
}
