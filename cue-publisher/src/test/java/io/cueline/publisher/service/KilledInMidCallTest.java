package io.cueline.publisher.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cueline.publisher.PublisherSettings;
import io.cueline.publisher.testing.DeliveryOracle;
import io.cueline.publisher.testing.FakeTenant.Answer;
import io.cueline.publisher.testing.FakeTenant.Call;
import io.cueline.publisher.testing.Figures;
import io.cueline.publisher.testing.Profiles;
import io.cueline.publisher.testing.PublisherRig;
import io.cueline.publisher.testing.Workload;
import io.cueline.runtime.settings.CxoneSettings;
import io.cueline.runtime.settings.Setting;
import io.cueline.schemas.Delivery;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Owners that come, go and die while their calls are under way. */
@Tag("long")
class KilledInMidCallTest {

  private static final int ROUNDS = 5;
  private static final int CALLS_EACH = 1_200;
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  @TempDir private Path folder;

  @Test
  void killed_again_and_again_it_loses_nothing_and_repeats_only_what_was_under_way()
      throws IOException, InterruptedException {
    Map<Setting<?>, String> settings =
        Map.of(
            CxoneSettings.PROFILE, profile(),
            PublisherSettings.MEMBER_ID, "one",
            PublisherSettings.SESSION_TIMEOUT, "6s",
            PublisherSettings.IN_FLIGHT_CUES, "64",
            PublisherSettings.IN_FLIGHT_INSIGHTS, "32");
    List<Instant> deaths = new ArrayList<>();
    try (PublisherRig rig = new PublisherRig("killed")) {
      rig.tenant.behave(_ -> new Answer.Late(Duration.ofMillis(20)));
      Workload work = new Workload(rig);
      Process process = rig.startProcess(settings, folder.resolve("log"));
      try {
        for (int round = 0; round < ROUNDS; round++) {
          int before = rig.tenant.calls().size();
          work.calls(CALLS_EACH);
          await().atMost(PATIENCE).until(() -> rig.tenant.calls().size() > before + CALLS_EACH);
          process.destroyForcibly().waitFor();
          deaths.add(Instant.now());
          process = rig.startProcess(settings, folder.resolve("log"));
        }
        List<Delivery> receipts = work.awaitReceipts(work.causes().size(), PATIENCE);

        List<Call> calls = rig.tenant.calls();
        DeliveryOracle.aReceiptForEach(work.causes(), receipts);
        DeliveryOracle.deliveredWasTaken(receipts, calls);
        DeliveryOracle.takenWasTried(receipts, answeredInTime(calls, deaths));
        DeliveryOracle.serialPerInteraction(calls);
        inOrderInEachLife(calls, deaths);
        long repeated = calls.size() - calls.stream().map(Call::key).distinct().count();
        assertThat(repeated).isLessThanOrEqualTo(ROUNDS * 2L * (64 + 32));
        Figures.tell(
            "killed %d times: %s, repeated %d"
                .formatted(ROUNDS, Figures.of(receipts, calls), repeated));
      } finally {
        process.destroyForcibly().waitFor();
      }
    }
  }

  @Test
  void owners_that_come_and_go_in_mid_call_lose_nothing_and_send_nothing_twice() {
    Map<Setting<?>, String> settings = Map.of(CxoneSettings.PROFILE, profile());
    try (PublisherRig rig = new PublisherRig("handover");
        PublisherRig.Running first = rig.start(settings)) {
      rig.tenant.behave(_ -> new Answer.Late(Duration.ofMillis(20)));
      Workload work = new Workload(rig);
      for (int round = 0; round < ROUNDS; round++) {
        work.calls(CALLS_EACH / 2);
        try (PublisherRig.Running second = rig.start(settings)) {
          work.calls(CALLS_EACH / 2);
          // A quick first one may have done it all before the second has its part.
          await()
              .atMost(PATIENCE)
              .until(
                  () -> {
                    work.calls(CALLS_EACH / 40);
                    return second.count("cueline.publisher.receipts") > CALLS_EACH / 4.0;
                  });
        }
      }

      List<Delivery> receipts = work.awaitReceipts(work.causes().size(), PATIENCE);

      List<Call> calls = rig.tenant.calls();
      DeliveryOracle.exactlyOneReceiptEach(work.causes(), receipts);
      DeliveryOracle.deliveredIsWhatTheTenantTook(receipts, calls);
      DeliveryOracle.nothingTwice(calls);
      DeliveryOracle.inOrderPerCue(calls);
      DeliveryOracle.serialPerInteraction(calls);
      assertThat(first.context().health().notReady()).isEmpty();
      Figures.tell("handed over %d times: %s".formatted(2 * ROUNDS, Figures.of(receipts, calls)));
    }
  }

  private String profile() {
    return Profiles.of(folder, 10_000_000, Duration.ofSeconds(10));
  }

  /**
   * Without what was taken shortly before a death, where there is another of it: of that no receipt
   * may speak, and when its turn came again it may have been out of date.
   */
  private static List<Call> answeredInTime(List<Call> calls, List<Instant> deaths) {
    return calls.stream()
        .filter(
            call ->
                deaths.stream()
                    .noneMatch(
                        death ->
                            call.begun().isBefore(death)
                                && call.ended().isAfter(death.minusSeconds(2))))
        .toList();
  }

  /** What was under way at a death may be said again by the next owner, from where it was. */
  private static void inOrderInEachLife(List<Call> calls, List<Instant> deaths) {
    Instant born = Instant.MIN;
    for (int life = 0; life <= deaths.size(); life++) {
      Instant from = born;
      Instant to = life < deaths.size() ? deaths.get(life) : Instant.MAX;
      DeliveryOracle.inOrderPerCue(
          calls.stream()
              .filter(call -> !call.begun().isBefore(from) && call.begun().isBefore(to))
              .toList());
      born = to;
    }
  }
}
