package io.cueline.workbench.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.cueline.schemas.CauseKind;
import io.cueline.schemas.Cue;
import io.cueline.schemas.CueChange;
import io.cueline.schemas.CueKind;
import io.cueline.schemas.Delivery;
import io.cueline.schemas.DeliveryOutcome;
import io.cueline.schemas.Frame;
import io.cueline.schemas.FrameKind;
import io.cueline.schemas.RejectedFrame;
import io.cueline.schemas.Severity;
import io.cueline.workbench.report.TenantMemory.ReceivedCall;
import io.cueline.workbench.report.TenantMemory.SentFrame;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the figure {@code unaccounted} notices, one loss at a time. */
final class LedgerTest {

  private static final Instant AT = Instant.parse("2026-01-05T09:00:00Z");
  private final Ledger ledger = new Ledger();

  @Test
  void allThatWasSentStandsSomewhere() {
    ledger.frame(utterance("c-1", "hello"));
    ledger.rejected(rejected(7));
    ledger.cue(cue("cue-1"));
    ledger.delivery(receipt("cue-1/1", DeliveryOutcome.DELIVERED));
    TenantMemory tenant =
        new TenantMemory(
            List.of(said("c-1", "hello"), new SentFrame("malformed", "", 0, 7, false)),
            List.of(new ReceivedCall("/prompts", "cue-1/1", 200)));

    assertThat(report(tenant).unaccounted()).isZero();
    assertThat(ledger.unaccounted(tenant)).isEmpty();
  }

  @Test
  void aFrameThatStandsInNoTopicIsMissed() {
    ledger.frame(utterance("c-1", "hello"));
    TenantMemory tenant =
        new TenantMemory(List.of(said("c-1", "hello"), said("c-1", "hello")), List.of());

    assertThat(report(tenant).unaccounted()).isEqualTo(1);
    assertThat(ledger.unaccounted(tenant)).containsExactly("1 frames sent that stand in no topic");
  }

  @Test
  void aFrameOfAnotherCallDoesNotStandInForALostOne() {
    ledger.frame(utterance("c-2", "hello"));
    TenantMemory tenant = new TenantMemory(List.of(said("c-1", "hello")), List.of());

    assertThat(report(tenant).unaccounted()).isEqualTo(1);
  }

  @Test
  void aCueWithoutAReceiptIsMissed() {
    ledger.cue(cue("cue-1"));

    assertThat(report(TenantMemory.nothing()).unaccounted()).isEqualTo(1);
  }

  @Test
  void aReceiptForACallTheTenantNeverTookIsNoticed() {
    ledger.cue(cue("cue-1"));
    ledger.delivery(receipt("cue-1/1", DeliveryOutcome.DELIVERED));
    TenantMemory refused =
        new TenantMemory(List.of(), List.of(new ReceivedCall("/prompts", "cue-1/1", 500)));

    assertThat(report(refused).unaccounted()).isEqualTo(1);
  }

  @Test
  void aCallWithoutAReceiptIsNoticed() {
    TenantMemory tenant =
        new TenantMemory(List.of(), List.of(new ReceivedCall("/prompts", "cue-9/1", 200)));

    assertThat(report(tenant).unaccounted()).isEqualTo(1);
  }

  @Test
  void whatExpiredIsAccountedForByItsReceipt() {
    ledger.cue(cue("cue-1"));
    ledger.delivery(receipt("cue-1/1", DeliveryOutcome.EXPIRED));

    Report report = report(TenantMemory.nothing());

    assertThat(report.unaccounted()).isZero();
    assertThat(report.deliveries()).isEqualTo(new Report.Deliveries(0, 1, 0));
  }

  @Test
  void aRecordReadTwiceIsCountedOnce() {
    ledger.cue(cue("cue-1"));
    ledger.cue(cue("cue-1"));

    assertThat(report(TenantMemory.nothing()).cues().opened()).isEqualTo(1);
  }

  @Test
  void latencyIsToldByTheNearestRank() {
    for (int i = 1; i <= 100; i++) {
      Delivery receipt = receipt("cue-" + i + "/1", DeliveryOutcome.DELIVERED);
      ledger.delivery(
          Delivery.newBuilder(receipt).setFinishedAt(AT.plus(Duration.ofMillis(i))).build());
    }

    assertThat(report(TenantMemory.nothing()).latencyMs()).isEqualTo(new Report.LatencyMs(50, 99));
  }

  private Report report(TenantMemory tenant) {
    return ledger.report(tenant, Duration.ofSeconds(1));
  }

  private static SentFrame said(String interactionId, String text) {
    return new SentFrame("transcription", interactionId, text.length(), text.length() + 80, false);
  }

  private static Frame utterance(String interactionId, String text) {
    return Frame.newBuilder()
        .setTenant("demo")
        .setSource("transcription")
        .setEpoch(1)
        .setSeq(0)
        .setAt(AT)
        .setReceivedAt(AT)
        .setKind(FrameKind.UTTERANCE)
        .setInteractionId(interactionId)
        .setText(text)
        .build();
  }

  private static RejectedFrame rejected(int length) {
    return RejectedFrame.newBuilder()
        .setTenant("demo")
        .setSource("transcription")
        .setEpoch(1)
        .setOrdinal(0)
        .setAt(AT)
        .setReceivedAt(AT)
        .setReason("no JSON")
        .setRaw("{\"type\"")
        .setRawLength(length)
        .build();
  }

  private static Cue cue(String id) {
    return Cue.newBuilder()
        .setCueId(id)
        .setNumber(1)
        .setTenant("demo")
        .setInteractionId("c-1")
        .setKind(CueKind.INTERRUPT)
        .setChange(CueChange.OPENED)
        .setTitle("t")
        .setMessage("m")
        .setSeverity(Severity.HIGH)
        .setOpenedAt(AT)
        .setAt(AT)
        .setReceivedAt(AT)
        .setDecidedAt(AT)
        .build();
  }

  private static Delivery receipt(String causeId, DeliveryOutcome outcome) {
    return Delivery.newBuilder()
        .setCauseId(causeId)
        .setCauseKind(CauseKind.CUE)
        .setTenant("demo")
        .setInteractionId("c-1")
        .setChannel("prompts")
        .setOutcome(outcome)
        .setAttempts(1)
        .setReceivedAt(AT)
        .setDecidedAt(AT)
        .setConsumedAt(AT)
        .setFinishedAt(AT)
        .build();
  }
}
