package io.cueline.publisher.desktop;

import static org.assertj.core.api.Assertions.assertThat;

import io.cueline.schemas.CueChange;
import io.cueline.schemas.Mode;
import io.cueline.schemas.ViolationKind;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A call's timeline, as a supervisor reads it. */
class CallTimelineTest {

  private static final Viewer SUPERVISOR = new Viewer.Supervisor("sam", new Team.All());

  private final DesktopState state = new DesktopState(Duration.ofMinutes(10), Duration.ofHours(12));

  @Test
  void it_speaks_of_people_and_disclosures_and_not_of_states_and_ids() {
    var at = Records.START;
    state.take(Records.disclosure("c", "a", "r", "PENDING", Mode.LIVE, at));
    state.take(Records.banner("c", "a", "b", 1, CueChange.OPENED, at.plusSeconds(1)));
    state.take(
        Records.violation("c", "a", "v", ViolationKind.PROHIBITED, Mode.LIVE, at.plusSeconds(2)));
    state.take(Records.interrupt("c", "a", "i", 1, CueChange.OPENED, at.plusSeconds(2)));
    state.take(Records.feedback("c", "a", "i", "ACKNOWLEDGED", at.plusSeconds(3)));
    state.take(Records.banner("c", "a", "b", 2, CueChange.CLOSED, at.plusSeconds(4)));
    state.take(
        Records.violation("c", "a", "m", ViolationKind.MISSED, Mode.LIVE, at.plusSeconds(5)));

    assertThat(state.timeline("c", SUPERVISOR).orElseThrow())
        .extracting(entry -> entry.kind() + " " + entry.text())
        .containsExactly(
            "started ",
            "assigned a",
            "disclosure Recording notice: to be said",
            "cue Verify disclosure.",
            "violation Verify disclosure.",
            "cue Verify disclosure.",
            "feedback acknowledged: Verify disclosure.",
            "cue Verify disclosure. (closed: said)");
  }
}
