package io.cueline.publisher.delivery;

import static io.cueline.publisher.delivery.Works.START;
import static org.assertj.core.api.Assertions.assertThat;

import io.cueline.publisher.testing.Examples;
import io.cueline.schemas.CueChange;
import io.cueline.schemas.CueKind;
import io.cueline.schemas.Insight;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RoutingTest {

  private static final Position POSITION = new Position(WorkClass.CUES, 3, 7);

  @Test
  void what_a_profile_carries_nowhere_and_what_we_do_not_know_is_not_sent() {
    Routing nowhere =
        new Routing(
            new Routes(List.of(), List.of(), true, List.of(), List.of(), Set.of()), Works.EXPIRY);
    Insight empty = Examples.insight("call", "q", START, List.of());

    assertThat(
            List.of(
                nowhere.works(cue(CueKind.INTERRUPT, CueChange.OPENED), POSITION, START).getFirst(),
                nowhere.works(Examples.insight("call", "q", START), POSITION, START).getFirst(),
                Works.ROUTING.works(empty, POSITION, START).getFirst(),
                Works.ROUTING
                    .works(cue(CueKind.OTHER, CueChange.OPENED), POSITION, START)
                    .getFirst(),
                Works.ROUTING
                    .works(cue(CueKind.DISCLOSURE, CueChange.OTHER), POSITION, START)
                    .getFirst()))
        .allSatisfy(work -> assertThat(work.purpose()).isInstanceOf(Purpose.Nothing.class));
  }

  @Test
  void a_decision_stamped_in_our_future_expires_counted_from_when_it_came() {
    Work work =
        Works.ROUTING.works(cue(CueKind.INTERRUPT, CueChange.OPENED), POSITION, START).getFirst();
    Work ahead =
        Works.ROUTING
            .works(cue(CueKind.INTERRUPT, CueChange.OPENED), POSITION, START.minusSeconds(600))
            .getFirst();

    assertThat(work.expiresAt()).isEqualTo(START.plusSeconds(60));
    assertThat(ahead.expiresAt()).isEqualTo(START.minusSeconds(540));
  }

  @Test
  void closes_are_less_urgent_than_banners_and_live_longer() {
    Work open =
        Works.ROUTING.works(cue(CueKind.DISCLOSURE, CueChange.OPENED), POSITION, START).getFirst();
    Work close =
        Works.ROUTING.works(cue(CueKind.DISCLOSURE, CueChange.CLOSED), POSITION, START).getFirst();

    assertThat(close.urgency()).isGreaterThan(open.urgency());
    assertThat(close.expiresAt()).isAfter(open.expiresAt());
    assertThat(open.causeId()).isEqualTo("cue/1");
    assertThat(open.channel()).isEqualTo("cues");
  }

  @Test
  void a_violation_goes_by_every_channel_and_the_crm_comes_after_the_first() {
    List<Work> works =
        Works.SEVERAL.works(cue(CueKind.INTERRUPT, CueChange.OPENED), POSITION, START);

    assertThat(works).extracting(Work::channel).containsExactly("prompts", "agent-messages");
    assertThat(works.getFirst().then()).extracting(Work::channel).containsExactly("crm-callback");
    assertThat(works.stream().mapToInt(Work::parts).sum()).isEqualTo(3);
  }

  @Test
  void training_hears_of_cards_and_the_crm_of_acceptance() {
    assertThat(Works.feedback("call", "card", "DISMISSED"))
        .extracting(work -> work.purpose() instanceof Purpose.Show)
        .containsExactly(true, false);
    assertThat(Works.feedback("call", "card", "ACCEPTED"))
        .allMatch(work -> work.purpose() instanceof Purpose.Show);
    assertThat(Works.feedback("call", "cue", "ACKNOWLEDGED"))
        .allMatch(work -> work.purpose() instanceof Purpose.Nothing);
  }

  private static io.cueline.schemas.Cue cue(CueKind kind, CueChange change) {
    return Examples.cue("call", "cue", 1, kind, change, START);
  }
}
