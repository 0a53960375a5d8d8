package io.cueline.publisher.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.cueline.publisher.PublisherSettings;
import io.cueline.publisher.testing.DeliveryOracle;
import io.cueline.publisher.testing.FakeTenant.Answer;
import io.cueline.publisher.testing.FakeTenant.Asked;
import io.cueline.publisher.testing.FakeTenant.Call;
import io.cueline.publisher.testing.PublisherRig;
import io.cueline.publisher.testing.Workload;
import io.cueline.schemas.Delivery;
import io.cueline.schemas.DeliveryOutcome;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a tenant can do to us, and what becomes of the records then. */
class FaultyTenantTest {

  @Test
  void a_tenant_that_errs_now_and_then_costs_attempts_but_no_record() {
    try (PublisherRig rig = new PublisherRig("faults");
        PublisherRig.Running publisher = rig.start(Map.of())) {
      rig.tenant.behave(FaultyTenantTest::errsAtFirst);
      Workload work = new Workload(rig).calls(600);

      List<Delivery> receipts = work.awaitReceipts();

      List<Call> calls = rig.tenant.calls();
      DeliveryOracle.exactlyOneReceiptEach(work.causes(), receipts);
      DeliveryOracle.deliveredIsWhatTheTenantTook(receipts, calls);
      DeliveryOracle.nothingTwice(calls);
      DeliveryOracle.inOrderPerCue(calls);
      DeliveryOracle.serialPerInteraction(calls);
      assertThat(receipts).noneMatch(it -> it.getOutcome() == DeliveryOutcome.FAILED);
      assertThat(receipts).anyMatch(it -> it.getAttempts() > 1);
      assertThat(publisher.count("cueline.publisher.alarms")).isZero();
    }
  }

  @Test
  void refusals_are_receipted_with_their_reason_and_alarmed_and_nobody_else_waits() {
    try (PublisherRig rig = new PublisherRig("refused");
        PublisherRig.Running publisher = rig.start(Map.of())) {
      rig.tenant.behave(asked -> asked.key().startsWith("v-") ? Answer.status(403) : Answer.ok());
      Workload work = new Workload(rig).calls(100);

      List<Delivery> receipts = work.awaitReceipts();

      DeliveryOracle.exactlyOneReceiptEach(work.causes(), receipts);
      List<Delivery> violations =
          receipts.stream().filter(it -> it.getCauseId().startsWith("v-")).toList();
      assertThat(violations)
          .hasSize(100)
          .allSatisfy(
              it -> {
                assertThat(it.getOutcome()).isEqualTo(DeliveryOutcome.FAILED);
                assertThat(it.getStatus()).isEqualTo(403);
                assertThat(it.getAttempts()).isEqualTo(1);
                assertThat(it.getReason()).contains("agentassist:write");
              });
      assertThat(publisher.count("cueline.publisher.alarms", "channel", "prompts")).isEqualTo(100);
    }
  }

  @Test
  void a_token_that_is_refused_once_is_fetched_anew_and_nothing_fails() {
    try (PublisherRig rig = new PublisherRig("token");
        PublisherRig.Running publisher = rig.start(Map.of())) {
      rig.tenant.behave(
          asked -> asked.token().equals("token-1") ? Answer.status(401) : Answer.ok());
      Workload work = new Workload(rig).calls(50);

      List<Delivery> receipts = work.awaitReceipts();

      DeliveryOracle.exactlyOneReceiptEach(work.causes(), receipts);
      DeliveryOracle.nothingTwice(rig.tenant.calls());
      assertThat(publisher.count("cueline.publisher.alarms")).isZero();
      assertThat(rig.tenant.tokensIssued()).as("no storm of refreshes").isLessThan(10);
    }
  }

  @Test
  void a_tenant_that_is_dead_is_left_alone_after_some_failures_and_everything_has_its_receipt() {
    try (PublisherRig rig = new PublisherRig("dead")) {
      rig.tenant.close();
      try (PublisherRig.Running publisher =
          rig.start(
              Map.of(
                  PublisherSettings.ATTEMPTS, "1",
                  PublisherSettings.IN_FLIGHT_CUES, "5",
                  PublisherSettings.IN_FLIGHT_INSIGHTS, "5",
                  PublisherSettings.EXPIRE_INTERRUPT, "2s",
                  PublisherSettings.EXPIRE_CARD, "2s",
                  PublisherSettings.EXPIRE_DISCLOSURE, "2s"))) {
        Workload work = new Workload(rig).calls(50);

        List<Delivery> receipts = work.awaitReceipts();

        DeliveryOracle.exactlyOneReceiptEach(work.causes(), receipts);
        assertThat(receipts).noneMatch(it -> it.getOutcome() == DeliveryOutcome.DELIVERED);
        assertThat(receipts)
            .filteredOn(it -> it.getCauseId().startsWith("v-"))
            .extracting(Delivery::getOutcome)
            .contains(DeliveryOutcome.FAILED, DeliveryOutcome.EXPIRED);
        assertThat(receipts.stream().mapToInt(Delivery::getAttempts).sum())
            .as("ten failures of each channel, and a few to see whether it is back")
            .isLessThan(3 * (10 + 5 + 5));
        assertThat(publisher.count("cueline.publisher.breaker.openings")).isPositive();
        assertThat(publisher.gauge("cueline.publisher.breaker", "channel", "prompts")).isPositive();
        assertThat(publisher.context().health().notReady()).isEmpty();
        assertThat(publisher.context().health().notLive()).isEmpty();
      }
    }
  }

  @Test
  void an_interaction_whose_calls_hang_delays_no_other() {
    try (PublisherRig rig = new PublisherRig("hang");
        PublisherRig.Running publisher = rig.start(Map.of())) {
      rig.tenant.behave(
          asked -> asked.interactionId().equals("call-7") ? new Answer.Hang() : Answer.ok());
      Workload work = new Workload(rig).calls(500);

      // Of the one that hangs only the banner is settled: it came and went while it waited.
      List<Delivery> receipts = work.awaitReceipts(500 * 4 - 2);
      rig.tenant.unhang();

      assertThat(receipts)
          .filteredOn(it -> it.getInteractionId().equals("call-7"))
          .extracting(Delivery::getOutcome)
          .containsExactly(DeliveryOutcome.MERGED, DeliveryOutcome.SUPPRESSED);
      DeliveryOracle.exactlyOneReceiptEach(work.causes(), work.awaitReceipts());
      DeliveryOracle.serialPerInteraction(rig.tenant.calls());
      assertThat(publisher.context().health().notReady()).isEmpty();
    }
  }

  @Test
  void a_record_that_cannot_be_read_is_counted_and_skipped() {
    try (PublisherRig rig = new PublisherRig("poison");
        PublisherRig.Running publisher = rig.start(Map.of())) {
      Workload work = new Workload(rig).calls(20);
      rig.publishRaw("call-3", "no Avro at all".getBytes(StandardCharsets.UTF_8));
      rig.publishRaw("call-3", new byte[] {(byte) 0xC3, 1, 1, 2, 3, 4, 5, 6, 7, 8, 9});
      work.calls(20);

      List<Delivery> receipts = work.awaitReceipts();

      DeliveryOracle.exactlyOneReceiptEach(work.causes(), receipts);
      assertThat(publisher.count("cueline.publisher.unreadable")).isEqualTo(2);
    }
  }

  /** 5xx, then 429 in seconds, as a date or without a word, each for some calls' first attempts. */
  private static Answer errsAtFirst(Asked asked) {
    int kind = Math.floorMod(asked.key().hashCode(), 40);
    if (asked.nth() == 1 && kind == 0) {
      return Answer.status(503);
    }
    if (asked.nth() <= 2 && kind == 1) {
      return Answer.status(429);
    }
    if (asked.nth() == 1 && asked.key().equals("d-100/1")) {
      return Answer.tooMany("1");
    }
    if (asked.nth() == 1 && asked.key().equals("v-200/1")) {
      return Answer.tooMany(
          DateTimeFormatter.RFC_1123_DATE_TIME.format(
              ZonedDateTime.now(ZoneOffset.UTC).plus(Duration.ofSeconds(2))));
    }
    return Answer.ok();
  }
}
