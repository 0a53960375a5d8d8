package io.cueline.publisher.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.cueline.publisher.PublisherSettings;
import io.cueline.publisher.testing.DeliveryOracle;
import io.cueline.publisher.testing.FakeTenant.Answer;
import io.cueline.publisher.testing.FakeTenant.Call;
import io.cueline.publisher.testing.PublisherRig;
import io.cueline.publisher.testing.Workload;
import io.cueline.runtime.kafka.KafkaAccess;
import io.cueline.runtime.service.StartupException;
import io.cueline.runtime.settings.CxoneSettings;
import io.cueline.schemas.Delivery;
import io.cueline.schemas.DeliveryOutcome;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PublisherServiceTest {

  private static final String PAUSED = "cueline.publisher.paused";

  @Test
  void what_cannot_be_started_says_how_to_mend_it() {
    try (PublisherRig rig = new PublisherRig("wrong")) {
      assertThatThrownBy(() -> rig.start(Map.of(CxoneSettings.CLIENT_SECRET, "")))
          .isInstanceOf(StartupException.class)
          .hasMessageContaining("CUELINE_CXONE_CLIENT_SECRET");
      assertThatThrownBy(() -> rig.start(Map.of(CxoneSettings.PROFILE, "nowhere.yaml")))
          .isInstanceOf(StartupException.class)
          .hasMessageContaining("nowhere.yaml");
      assertThatThrownBy(() -> rig.start(Map.of(KafkaAccess.PREFIX, "no-topics.")))
          .isInstanceOf(StartupException.class)
          .hasMessageContaining("cueline topics create");
    }
  }

  @Test
  void calls_with_violations_banners_and_cards_reach_the_tenant_each_with_its_receipt() {
    try (PublisherRig rig = new PublisherRig("happy");
        PublisherRig.Running publisher = rig.start(Map.of())) {
      Workload work = new Workload(rig).calls(1_500);

      List<Delivery> receipts = work.awaitReceipts();

      List<Call> calls = rig.tenant.calls();
      DeliveryOracle.exactlyOneReceiptEach(work.causes(), receipts);
      DeliveryOracle.deliveredIsWhatTheTenantTook(receipts, calls);
      DeliveryOracle.nothingTwice(calls);
      DeliveryOracle.inOrderPerCue(calls);
      DeliveryOracle.serialPerInteraction(calls);
      assertThat(receipts)
          .filteredOn(it -> it.getCauseId().startsWith("v-"))
          .allMatch(it -> it.getOutcome() == DeliveryOutcome.DELIVERED);
      assertThat(publisher.context().health().notReady()).isEmpty();
      assertThat(publisher.count("cueline.publisher.receipts")).isEqualTo(work.causes().size());
    }
  }

  @Test
  void stopped_in_the_middle_and_started_again_it_loses_nothing_and_sends_nothing_twice() {
    try (PublisherRig rig = new PublisherRig("stop")) {
      Workload work = new Workload(rig);
      PublisherRig.Running first = rig.start(Map.of());
      work.calls(1_000);
      await().until(() -> rig.tenant.calls().size() > 500);
      first.close();
      int taken = rig.tenant.calls().size();
      await().until(() -> !rig.receipts().isEmpty());

      try (PublisherRig.Running second = rig.start(Map.of())) {
        List<Delivery> receipts = work.awaitReceipts();

        assertThat(taken).isLessThan(work.causes().size());
        DeliveryOracle.exactlyOneReceiptEach(work.causes(), receipts);
        DeliveryOracle.nothingTwice(rig.tenant.calls());
        DeliveryOracle.inOrderPerCue(rig.tenant.calls());
        assertThat(second.context().health().notLive()).isEmpty();
      }
    }
  }

  @Test
  void after_a_crash_before_any_commit_the_receipts_keep_it_from_sending_again() {
    try (PublisherRig rig = new PublisherRig("crash")) {
      Workload work = new Workload(rig);
      try (PublisherRig.Running first = rig.start(Map.of())) {
        work.calls(300).awaitReceipts();
        assertThat(first.context().health().notReady()).isEmpty();
      }
      rig.forgetCommits();
      try (PublisherRig.Running second = rig.start(Map.of())) {
        work.calls(10);

        List<Delivery> receipts = work.awaitReceipts();

        DeliveryOracle.exactlyOneReceiptEach(work.causes(), receipts);
        DeliveryOracle.nothingTwice(rig.tenant.calls());
        assertThat(second.count("cueline.publisher.receipts")).isEqualTo(10 * 4);
      }
    }
  }

  @Test
  void a_stop_while_calls_hang_takes_less_than_ten_seconds_and_only_those_come_again() {
    try (PublisherRig rig = new PublisherRig("hanging-stop")) {
      rig.tenant.behave(
          asked ->
              asked.key().equals("v-7/1") && asked.nth() == 1 ? new Answer.Hang() : Answer.ok());
      Workload work = new Workload(rig);
      PublisherRig.Running first = rig.start(Map.of(PublisherSettings.ATTEMPTS, "1"));
      work.calls(50);
      work.awaitReceipts(50 * 4 - 2);
      long begun = System.nanoTime();
      first.close();

      assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(10));
      try (PublisherRig.Running second = rig.start(Map.of())) {
        List<Delivery> receipts = work.awaitReceipts();
        rig.tenant.unhang();

        DeliveryOracle.exactlyOneReceiptEach(work.causes(), receipts);
        Set<String> others = new HashSet<>(work.causes());
        others.removeIf(cause -> cause.endsWith("-7/1"));
        DeliveryOracle.nothingTwice(
            rig.tenant.calls().stream().filter(call -> others.contains(call.key())).toList());
        assertThat(second.context().health().notReady()).isEmpty();
      }
    }
  }

  @Test
  void what_one_instance_was_asked_to_wait_all_wait_also_after_a_restart() {
    try (PublisherRig rig = new PublisherRig("wait");
        PublisherRig.Running first = rig.start(Map.of());
        PublisherRig.Running second = rig.start(Map.of())) {
      await().until(() -> second.context().health().notReady().isEmpty());
      rig.tenant.behave(_ -> Answer.tooMany("600"));
      new Workload(rig).calls(1);
      await().until(() -> second.gauge(PAUSED, "scope", "client") > 590);
      await().until(() -> first.gauge(PAUSED, "scope", "client") > 590);

      try (PublisherRig.Running third = rig.start(Map.of())) {
        assertThat(third.gauge(PAUSED, "scope", "client")).isBetween(590.0, 600.0);
      }
      assertThat(rig.tenant.calls()).hasSizeLessThanOrEqualTo(3);
    }
  }

  @Test
  void a_second_instance_takes_its_part_in_the_middle_and_nothing_is_lost_or_out_of_order() {
    try (PublisherRig rig = new PublisherRig("two");
        PublisherRig.Running first = rig.start(Map.of())) {
      Workload work = new Workload(rig).calls(300);
      try (PublisherRig.Running second = rig.start(Map.of())) {
        await().until(() -> second.context().health().notReady().isEmpty());
        work.calls(300);

        List<Delivery> receipts = work.awaitReceipts();

        DeliveryOracle.exactlyOneReceiptEach(work.causes(), receipts);
        DeliveryOracle.inOrderPerCue(rig.tenant.calls());
        DeliveryOracle.serialPerInteraction(rig.tenant.calls());
        DeliveryOracle.nothingTwice(rig.tenant.calls());
        assertThat(second.count("cueline.publisher.receipts")).isPositive();
        assertThat(first.count("cueline.publisher.receipts")).isPositive();
      }
    }
  }
}
