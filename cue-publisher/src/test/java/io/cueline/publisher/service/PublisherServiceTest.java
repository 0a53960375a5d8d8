package io.cueline.publisher.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cueline.broker.EmbeddedBroker;
import io.cueline.publisher.testing.DeliveryOracle;
import io.cueline.publisher.testing.Examples;
import io.cueline.publisher.testing.FakeTenant.Call;
import io.cueline.publisher.testing.PublisherRig;
import io.cueline.schemas.Cue;
import io.cueline.schemas.CueChange;
import io.cueline.schemas.CueKind;
import io.cueline.schemas.Delivery;
import io.cueline.schemas.DeliveryOutcome;
import io.cueline.schemas.Insight;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class PublisherServiceTest {

  private static EmbeddedBroker broker;

  @BeforeAll
  static void startBroker() {
    broker = EmbeddedBroker.start();
  }

  @AfterAll
  static void stopBroker() {
    broker.close();
  }

  @Test
  void calls_with_violations_banners_and_cards_reach_the_tenant_each_with_its_receipt()
      throws Exception {
    try (PublisherRig rig = new PublisherRig(broker, "happy.");
        PublisherRig.Running publisher = rig.start(Map.of())) {
      List<String> causes = new ArrayList<>();
      for (int i = 0; i < 300; i++) {
        String call = "call-" + i;
        publish(rig, causes, cue(call, "v-" + i, 1, CueKind.INTERRUPT, CueChange.OPENED));
        publish(rig, causes, cue(call, "d-" + i, 1, CueKind.DISCLOSURE, CueChange.OPENED));
        publish(rig, causes, Examples.insight(call, "q-" + i, Instant.now()));
        publish(rig, causes, cue(call, "d-" + i, 2, CueKind.DISCLOSURE, CueChange.CLOSED));
      }
      rig.flush();

      List<Delivery> receipts = awaitReceipts(rig, causes.size());

      List<Call> calls = rig.tenant.calls();
      DeliveryOracle.exactlyOneReceiptEach(causes, receipts);
      DeliveryOracle.deliveredIsWhatTheTenantTook(receipts, calls);
      DeliveryOracle.nothingTwice(calls);
      DeliveryOracle.inOrderPerCue(calls);
      DeliveryOracle.serialPerInteraction(calls);
      assertThat(outcomes(receipts, "v-")).containsOnly(DeliveryOutcome.DELIVERED);
      assertThat(publisher.context().health().notReady()).isEmpty();
      assertThat(publisher.count("cueline.publisher.receipts")).isEqualTo(causes.size());
    }
  }

  private static Cue cue(
      String interactionId, String cueId, int number, CueKind kind, CueChange change) {
    return Examples.cue(interactionId, cueId, number, kind, change, Instant.now());
  }

  private static void publish(PublisherRig rig, List<String> causes, Cue cue) {
    causes.add(cue.getCueId() + "/" + cue.getNumber());
    rig.publish(cue);
  }

  private static void publish(PublisherRig rig, List<String> causes, Insight insight) {
    causes.add(insight.getInsightId());
    rig.publish(insight);
  }

  private static List<DeliveryOutcome> outcomes(List<Delivery> receipts, String prefix) {
    return receipts.stream()
        .filter(receipt -> receipt.getCauseId().startsWith(prefix))
        .map(Delivery::getOutcome)
        .toList();
  }

  private static List<Delivery> awaitReceipts(PublisherRig rig, int count) {
    await()
        .atMost(Duration.ofSeconds(30))
        .pollInterval(Duration.ofMillis(50))
        .until(() -> rig.receipts().size() >= count);
    return rig.receipts();
  }
}
