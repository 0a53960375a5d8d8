package io.cueline.workbench.demo;

import io.cueline.workbench.report.Ledger;
import io.cueline.workbench.report.TenantInspection;
import java.util.Optional;

/**
 * How far a replay has come through the line, from the tenant's frames to the receipts. Pure: looks
 * at what it is given.
 *
 * @param planned frames of the replay
 * @param sent frames the tenant has sent
 * @param replayed the tenant has sent all
 * @param arrived frames found in Kafka, rejected ones with them
 * @param interactions calls found in Kafka
 * @param settled calls whose final scorecard is written
 * @param queriesWaiting look-ups flushed and not yet taken up
 * @param causesWaiting cues and cards without a receipt
 */
public record RunProgress(
    long planned,
    long sent,
    boolean replayed,
    long arrived,
    int interactions,
    int settled,
    long queriesWaiting,
    long causesWaiting) {

  static RunProgress of(TenantInspection.Status tenant, Ledger ledger, long queriesWaiting) {
    return new RunProgress(
        tenant.planned(),
        tenant.sent(),
        tenant.finished(),
        ledger.ingested() + ledger.rejected(),
        ledger.interactions(),
        ledger.ended(),
        queriesWaiting,
        ledger.openCauses());
  }

  /** What the run still waits for; empty when it is over. */
  public Optional<String> waitingFor() {
    if (!replayed) {
      return Optional.of("the calls to end: %d of %d frames sent".formatted(sent, planned));
    }
    if (arrived < sent) {
      return Optional.of("%d frames to reach Kafka".formatted(sent - arrived));
    }
    if (settled < interactions) {
      return Optional.of("%d calls to be settled".formatted(interactions - settled));
    }
    if (queriesWaiting > 0) {
      return Optional.of("%d look-ups".formatted(queriesWaiting));
    }
    if (causesWaiting > 0) {
      return Optional.of("%d receipts".formatted(causesWaiting));
    }
    return Optional.empty();
  }
}
