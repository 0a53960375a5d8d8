package io.cueline.publisher.testing;

import static org.awaitility.Awaitility.await;

import io.cueline.schemas.Cue;
import io.cueline.schemas.CueChange;
import io.cueline.schemas.CueKind;
import io.cueline.schemas.Delivery;
import io.cueline.schemas.Insight;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Calls of four records each, and the ids of what was published. */
public final class Workload {

  private final PublisherRig rig;
  private final List<String> causes = new ArrayList<>();
  private int next;

  public Workload(PublisherRig rig) {
    this.rig = rig;
  }

  /** More calls, each with a violation, an overdue disclosure, cards and the disclosure's close. */
  public Workload calls(int count) {
    for (int last = next + count; next < last; next++) {
      String call = "call-" + next;
      publish(cue(call, "v-" + next, 1, CueKind.INTERRUPT, CueChange.OPENED));
      publish(cue(call, "d-" + next, 1, CueKind.DISCLOSURE, CueChange.OPENED));
      publish(Examples.insight(call, "q-" + next, Instant.now()));
      publish(cue(call, "d-" + next, 2, CueKind.DISCLOSURE, CueChange.CLOSED));
    }
    rig.flush();
    return this;
  }

  /** In the order published. */
  public List<String> causes() {
    return List.copyOf(causes);
  }

  /** Waits for as many receipts as there were records. */
  public List<Delivery> awaitReceipts() {
    return awaitReceipts(causes.size());
  }

  public List<Delivery> awaitReceipts(int count) {
    return awaitReceipts(count, Duration.ofSeconds(40));
  }

  /** Of different records: after a crash one may have two. */
  public List<Delivery> awaitReceipts(int count, Duration patience) {
    await()
        .atMost(patience)
        .pollInterval(Duration.ofMillis(50))
        .until(() -> rig.receipts().stream().map(Delivery::getCauseId).distinct().count() >= count);
    return rig.receipts();
  }

  private static Cue cue(
      String interactionId, String cueId, int number, CueKind kind, CueChange change) {
    return Examples.cue(interactionId, cueId, number, kind, change, Instant.now());
  }

  private void publish(Cue cue) {
    causes.add(cue.getCueId() + "/" + cue.getNumber());
    rig.publish(cue);
  }

  private void publish(Insight insight) {
    causes.add(insight.getInsightId());
    rig.publish(insight);
  }
}
