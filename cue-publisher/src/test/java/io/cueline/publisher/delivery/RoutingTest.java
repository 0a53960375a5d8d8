package io.cueline.publisher.delivery;

import static io.cueline.publisher.delivery.Works.START;
import static org.assertj.core.api.Assertions.assertThat;

import io.cueline.cxone.profile.Channels;
import io.cueline.publisher.testing.Examples;
import io.cueline.schemas.CueChange;
import io.cueline.schemas.CueKind;
import io.cueline.schemas.Insight;
import java.util.List;
import org.junit.jupiter.api.Test;

class RoutingTest {

  private static final Position POSITION = new Position(WorkClass.CUES, 3, 7);

  @Test
  void what_a_profile_carries_nowhere_and_what_we_do_not_know_is_not_sent() {
    Routing nowhere =
        new Routing(new Channels(List.of(), List.of(), true, List.of(), List.of()), Works.EXPIRY);
    Insight empty = Examples.insight("call", "q", START, List.of());

    assertThat(
            List.of(
                nowhere.work(cue(CueKind.INTERRUPT, CueChange.OPENED), POSITION, START),
                nowhere.work(Examples.insight("call", "q", START), POSITION, START),
                Works.ROUTING.work(empty, POSITION, START),
                Works.ROUTING.work(cue(CueKind.OTHER, CueChange.OPENED), POSITION, START),
                Works.ROUTING.work(cue(CueKind.DISCLOSURE, CueChange.OTHER), POSITION, START)))
        .allSatisfy(work -> assertThat(work.purpose()).isInstanceOf(Purpose.Nothing.class));
  }

  @Test
  void a_decision_stamped_in_our_future_expires_counted_from_when_it_came() {
    Work work = Works.ROUTING.work(cue(CueKind.INTERRUPT, CueChange.OPENED), POSITION, START);
    Work ahead =
        Works.ROUTING.work(
            cue(CueKind.INTERRUPT, CueChange.OPENED), POSITION, START.minusSeconds(600));

    assertThat(work.expiresAt()).isEqualTo(START.plusSeconds(60));
    assertThat(ahead.expiresAt()).isEqualTo(START.minusSeconds(540));
  }

  @Test
  void closes_are_less_urgent_than_banners_and_live_longer() {
    Work open = Works.ROUTING.work(cue(CueKind.DISCLOSURE, CueChange.OPENED), POSITION, START);
    Work close = Works.ROUTING.work(cue(CueKind.DISCLOSURE, CueChange.CLOSED), POSITION, START);

    assertThat(close.urgency()).isGreaterThan(open.urgency());
    assertThat(close.expiresAt()).isAfter(open.expiresAt());
    assertThat(open.causeId()).isEqualTo("cue/1");
    assertThat(open.channel()).isEqualTo("cues");
  }

  private static io.cueline.schemas.Cue cue(CueKind kind, CueChange change) {
    return Examples.cue("call", "cue", 1, kind, change, START);
  }
}
