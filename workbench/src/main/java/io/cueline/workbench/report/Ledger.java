package io.cueline.workbench.report;

import io.cueline.schemas.Cue;
import io.cueline.schemas.CueChange;
import io.cueline.schemas.Delivery;
import io.cueline.schemas.DeliveryOutcome;
import io.cueline.schemas.Feedback;
import io.cueline.schemas.Frame;
import io.cueline.schemas.Insight;
import io.cueline.schemas.RejectedFrame;
import io.cueline.schemas.RuleOutcome;
import io.cueline.schemas.Scorecard;
import io.cueline.schemas.Violation;
import io.cueline.schemas.ViolationKind;
import io.cueline.workbench.report.Reconciliation.FrameKey;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Counts what stands in the topics. Takes records in any order and any number of times: what has an
 * identity is counted once. Thread-safe: one thread fills it while others look.
 */
public final class Ledger {

  /** Something worth a line in a live view, newest last. */
  public record Event(String interactionId, String what, String detail) {}

  private static final int EVENTS_KEPT = 50;

  private final Map<FrameKey, Long> frames = new HashMap<>();
  private final Set<String> interactions = new HashSet<>();
  private final Map<String, Scorecard> scorecards = new HashMap<>();
  private final Map<String, String> violationRules = new HashMap<>();
  private @Nullable String firstViolated;
  private final Map<String, CueChange> cues = new HashMap<>();
  private final Map<String, Integer> insights = new HashMap<>();
  private final Map<String, Delivery> receipts = new HashMap<>();
  private final Set<String> receiptedCauses = new HashSet<>();
  private final Deque<Event> events = new ArrayDeque<>();
  private final AdoptionTally adoption = new AdoptionTally();
  private long ingested;
  private long rejected;

  public synchronized void frame(Frame frame) {
    String interactionId = frame.getInteractionId();
    if (interactionId == null) {
      return;
    }
    ingested++;
    interactions.add(interactionId);
    String text = frame.getText();
    int length = text == null ? 0 : text.length();
    frames.merge(new FrameKey(frame.getKind().name(), interactionId, length), 1L, Long::sum);
  }

  public synchronized void rejected(RejectedFrame frame) {
    rejected++;
    FrameKey key = new FrameKey(Reconciliation.REJECTED, "", (int) frame.getRawLength());
    frames.merge(key, 1L, Long::sum);
    note("-", "rejected", frame.getReason());
  }

  public synchronized void violation(Violation violation) {
    if (violation.getKind() == ViolationKind.PROHIBITED
        && violationRules.put(violation.getViolationId(), violation.getRuleId()) == null) {
      firstViolated = firstViolated == null ? violation.getInteractionId() : firstViolated;
      note(violation.getInteractionId(), "violation", violation.getRuleId());
    }
  }

  public synchronized void scorecard(Scorecard card) {
    scorecards.put(card.getInteractionId(), card);
    if (card.getEndedAt() != null) {
      note(card.getInteractionId(), "ended", card.getUtterances() + " utterances judged");
    }
  }

  public synchronized void cue(Cue cue) {
    adoption.cue(cue);
    if (cues.put(cue.getCueId() + "/" + cue.getNumber(), cue.getChange()) == null) {
      note(
          cue.getInteractionId(),
          "cue " + cue.getChange().name().toLowerCase(java.util.Locale.ROOT),
          cue.getTitle());
    }
  }

  public synchronized void insight(Insight insight) {
    adoption.insight(insight);
    if (insights.put(insight.getInsightId(), insight.getCards().size()) == null
        && !insight.getCards().isEmpty()) {
      note(insight.getInteractionId(), "card", insight.getCards().getFirst().getTitle());
    }
  }

  public synchronized void feedback(Feedback feedback) {
    adoption.feedback(feedback);
  }

  public synchronized void delivery(Delivery delivery) {
    adoption.delivery(delivery);
    if (delivery.getChannel().equals(Reconciliation.DESKTOP)) {
      return; // it tells nothing of whether the tenant has it
    }
    receipts.put(delivery.getCauseId() + "@" + delivery.getChannel(), delivery);
    receiptedCauses.add(delivery.getCauseId());
    if (delivery.getOutcome() == DeliveryOutcome.FAILED) {
      note(delivery.getInteractionId(), "not delivered", String.valueOf(delivery.getReason()));
    }
  }

  /** Newest last, at most 50. */
  public synchronized List<Event> events() {
    return List.copyOf(events);
  }

  public synchronized long ingested() {
    return ingested;
  }

  public synchronized long rejected() {
    return rejected;
  }

  public synchronized int interactions() {
    return interactions.size();
  }

  /** Interactions whose final scorecard is written. */
  public synchronized int ended() {
    return (int) scorecards.values().stream().filter(card -> card.getEndedAt() != null).count();
  }

  /** A call worth a look. */
  public synchronized Optional<String> example() {
    return Optional.ofNullable(firstViolated).or(() -> interactions.stream().findFirst());
  }

  public synchronized long violations() {
    return violationRules.size();
  }

  public synchronized long cues() {
    return cues.size();
  }

  public synchronized long cards() {
    return insights.values().stream().mapToLong(Integer::longValue).sum();
  }

  public synchronized long receipts() {
    return receipts.size();
  }

  /** Cues and insights that have no receipt yet. */
  public synchronized long openCauses() {
    return openCauseIds().size();
  }

  /** Adds up what stands here and in the tenant's memory. */
  public synchronized Report report(TenantMemory tenant, Duration wall) {
    Reconciliation reconciliation =
        Reconciliation.of(tenant, frames, openCauseIds(), List.copyOf(receipts.values()));
    return new Report(
        new Report.Frames(tenant.sent().size(), ingested, rejected),
        interactions.size(),
        violationCounts(),
        disclosures(),
        new Report.Cues(count(CueChange.OPENED), count(CueChange.UPDATED), count(CueChange.CLOSED)),
        cards(),
        new Report.Deliveries(
            count(DeliveryOutcome.DELIVERED),
            count(DeliveryOutcome.EXPIRED),
            count(DeliveryOutcome.FAILED)),
        adoption.result(),
        reconciliation.unaccounted(),
        latency(),
        Math.round(wall.toMillis() / 100.0) / 10.0);
  }

  /** What {@link Report#unaccounted} is made of, a line each; empty when all is accounted for. */
  public synchronized List<String> unaccounted(TenantMemory tenant) {
    return Reconciliation.of(tenant, frames, openCauseIds(), List.copyOf(receipts.values()))
        .lines();
  }

  private List<String> openCauseIds() {
    List<String> open = new ArrayList<>();
    cues.keySet().stream().filter(id -> !receiptedCauses.contains(id)).forEach(open::add);
    insights.keySet().stream().filter(id -> !receiptedCauses.contains(id)).forEach(open::add);
    return open;
  }

  private Report.Violations violationCounts() {
    Map<String, Long> byRule = new TreeMap<>();
    violationRules.values().forEach(rule -> byRule.merge(rule, 1L, Long::sum));
    return new Report.Violations(violationRules.size(), byRule);
  }

  private Report.Disclosures disclosures() {
    Map<String, Long> byOutcome = new HashMap<>();
    for (Scorecard card : scorecards.values()) {
      if (card.getEndedAt() != null) {
        for (RuleOutcome outcome : card.getOutcomes()) {
          byOutcome.merge(outcome.getOutcome(), 1L, Long::sum);
        }
      }
    }
    return new Report.Disclosures(
        byOutcome.getOrDefault("SATISFIED", 0L),
        byOutcome.getOrDefault("LATE", 0L),
        byOutcome.getOrDefault("MISSED", 0L),
        byOutcome.getOrDefault("UNDETERMINED", 0L),
        byOutcome.getOrDefault("NOT_DUE", 0L),
        byOutcome.getOrDefault("NOT_APPLICABLE", 0L));
  }

  private long count(CueChange change) {
    return cues.values().stream().filter(each -> each == change).count();
  }

  private long count(DeliveryOutcome outcome) {
    return receipts.values().stream().filter(each -> each.getOutcome() == outcome).count();
  }

  /** Of what was delivered, by the nearest-rank method. */
  public synchronized Report.LatencyMs latency() {
    long[] millis =
        receipts.values().stream()
            .filter(each -> each.getOutcome() == DeliveryOutcome.DELIVERED)
            .mapToLong(
                each -> Duration.between(each.getReceivedAt(), each.getFinishedAt()).toMillis())
            .sorted()
            .toArray();
    return new Report.LatencyMs(percentile(millis, 50), percentile(millis, 99));
  }

  private static long percentile(long[] sorted, int percent) {
    if (sorted.length == 0) {
      return 0;
    }
    int rank = (int) Math.ceil(sorted.length * percent / 100.0);
    return sorted[Math.max(0, rank - 1)];
  }

  private void note(String interactionId, String what, String detail) {
    events.addLast(new Event(interactionId, what, detail));
    if (events.size() > EVENTS_KEPT) {
      events.removeFirst();
    }
  }
}
