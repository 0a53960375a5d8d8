package io.cueline.publisher.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cueline.publisher.testing.DeliveryOracle;
import io.cueline.publisher.testing.Examples;
import io.cueline.publisher.testing.FakeTenant.Call;
import io.cueline.publisher.testing.Figures;
import io.cueline.publisher.testing.Profiles;
import io.cueline.publisher.testing.PublisherRig;
import io.cueline.runtime.settings.CxoneSettings;
import io.cueline.runtime.settings.Setting;
import io.cueline.schemas.CueChange;
import io.cueline.schemas.CueKind;
import io.cueline.schemas.Delivery;
import io.cueline.schemas.DeliveryOutcome;
import io.cueline.schemas.topic.InteractionPartitioner;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two instances, a hundred requests a minute, and ten times as much to say, in real minutes. */
@Tag("long")
class SharedLimitTest {

  private static final int PER_MINUTE = 100;
  private static final int SECONDS = 150;

  @TempDir private Path folder;

  private final List<String> causes = new ArrayList<>();
  private final Map<String, Instant> violations = new HashMap<>();

  @Test
  void no_minute_holds_more_than_the_limit_and_violations_go_before_cards()
      throws InterruptedException {
    Map<Setting<?>, String> settings =
        Map.of(CxoneSettings.PROFILE, Profiles.of(folder, PER_MINUTE, Duration.ofSeconds(10)));
    try (PublisherRig rig = new PublisherRig("limit");
        PublisherRig.Running first = rig.start(settings);
        PublisherRig.Running second = rig.start(settings)) {
      await().until(() -> second.context().health().notReady().isEmpty());
      double backlog = 0;
      Instant begun = Instant.now();
      for (int second1 = 0; second1 < SECONDS; second1++) {
        publishOneSecond(rig, second1);
        backlog = Math.max(backlog, backlog(first) + backlog(second));
        TimeUnit.NANOSECONDS.sleep(
            Duration.between(Instant.now(), begun.plusSeconds(second1 + 1L)).toNanos());
      }
      await()
          .atMost(Duration.ofMinutes(3))
          .pollInterval(Duration.ofMillis(500))
          .until(() -> rig.receipts().size() >= causes.size());

      List<Delivery> receipts = rig.receipts();
      List<Call> calls =
          rig.tenant.calls().stream().sorted(Comparator.comparing(Call::begun)).toList();
      DeliveryOracle.exactlyOneReceiptEach(causes, receipts);
      DeliveryOracle.deliveredIsWhatTheTenantTook(receipts, calls);
      DeliveryOracle.noMinuteHoldsMoreThan(PER_MINUTE, calls);
      DeliveryOracle.nothingStaleIsSent(receipts);
      noCardBeforeAViolationOfItsInstance(calls, receipts);
      assertThat(receipts)
          .filteredOn(receipt -> receipt.getCauseId().startsWith("v-"))
          .allMatch(receipt -> receipt.getOutcome() == DeliveryOutcome.DELIVERED);
      assertThat(backlog).as("most unfinished records").isLessThan(causes.size() / 2.0);
      Figures.tell(
          "limit of %d, two instances, %d records in %d s: %s, most in a minute %d, most unfinished %.0f"
              .formatted(
                  PER_MINUTE,
                  causes.size(),
                  SECONDS,
                  Figures.of(receipts, calls),
                  DeliveryOracle.mostInAMinute(calls),
                  backlog));
    }
  }

  /** About a thousand a minute: seventeen a second, one of them a violation. */
  private void publishOneSecond(PublisherRig rig, int second) {
    Instant now = Instant.now();
    for (int i = 0; i < 17; i++) {
      String call = "call-" + second + "-" + i;
      if (i == 0) {
        String id = "v-" + second;
        causes.add(id + "/1");
        violations.put(id + "/1", now);
        rig.publish(Examples.cue(call, id, 1, CueKind.INTERRUPT, CueChange.OPENED, now));
      } else if (i < 5) {
        String id = "d-" + second + "-" + i;
        causes.add(id + "/1");
        rig.publish(Examples.cue(call, id, 1, CueKind.DISCLOSURE, CueChange.OPENED, now));
      } else {
        String id = "q-" + second + "-" + i;
        causes.add(id);
        rig.publish(Examples.insight(call, id, now));
      }
    }
    rig.flush();
  }

  /** Half a second for a violation to arrive and be begun. */
  private void noCardBeforeAViolationOfItsInstance(List<Call> calls, List<Delivery> receipts) {
    Map<String, Call> begun = new HashMap<>();
    calls.forEach(call -> begun.putIfAbsent(call.key(), call));
    Map<String, Delivery> byCause = new HashMap<>();
    receipts.forEach(receipt -> byCause.put(receipt.getCauseId(), receipt));
    for (Map.Entry<String, Instant> violation : violations.entrySet()) {
      Call call = begun.get(violation.getKey());
      Delivery receipt = byCause.get(violation.getKey());
      assertThat(call).isNotNull();
      assertThat(receipt).isNotNull();
      List<Call> before =
          calls.stream()
              .filter(each -> each.key().startsWith("q-"))
              .filter(each -> half(each) == half(call))
              .filter(each -> each.begun().isAfter(receipt.getConsumedAt().plusMillis(500)))
              .filter(each -> each.begun().isBefore(call.begun()))
              .toList();
      assertThat(before).as(violation.getKey()).isEmpty();
    }
  }

  /** The range assignor gives each of two instances one half of the partitions. */
  private static int half(Call call) {
    int partition = InteractionPartitioner.partition(call.interactionId(), PublisherRig.PARTITIONS);
    return partition < PublisherRig.PARTITIONS / 2 ? 0 : 1;
  }

  private static double backlog(PublisherRig.Running publisher) {
    return publisher.gauge("cueline.publisher.backlog", "class", "cues")
        + publisher.gauge("cueline.publisher.backlog", "class", "insights");
  }
}
