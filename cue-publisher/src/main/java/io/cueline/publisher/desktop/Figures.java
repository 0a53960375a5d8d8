package io.cueline.publisher.desktop;

import io.cueline.schemas.Mode;
import io.cueline.schemas.Scorecard;
import io.cueline.schemas.Violation;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * A day's figures by rule and agent, by call time on the clocks of one place. A record read twice
 * counts once. For one thread at a time.
 */
final class Figures {

  private static final int HOURS = 24;

  /** Of one rule, for a team. */
  record OfRule(
      String ruleId, int violations, int missed, int undetermined, List<Integer> byHour) {}

  /**
   * Of a team.
   *
   * @param calls ended on that day
   */
  record OfDay(LocalDate day, List<OfRule> rules, int calls) {}

  private record Cell(Optional<String> agentId, String ruleId) {}

  private static final class Counts {
    private int violations;
    private int missed;
    private int undetermined;
    private final int[] byHour = new int[HOURS];

    void add(Counts other) {
      violations += other.violations;
      missed += other.missed;
      undetermined += other.undetermined;
      for (int hour = 0; hour < HOURS; hour++) {
        byHour[hour] += other.byHour[hour];
      }
    }

    OfRule of(String ruleId) {
      List<Integer> hours = new ArrayList<>();
      for (int each : byHour) {
        hours.add(each);
      }
      return new OfRule(ruleId, violations, missed, undetermined, List.copyOf(hours));
    }
  }

  private final Map<Cell, Counts> cells = new HashMap<>();
  private final Set<String> counted = new HashSet<>();
  private final Map<List<String>, Integer> callsOf = new HashMap<>();
  private final ZoneId zone;
  private LocalDate day = LocalDate.EPOCH;
  private long version;

  /**
   * @param zone whose midnight begins a day
   */
  Figures(ZoneId zone) {
    this.zone = zone;
  }

  ZoneId zone() {
    return zone;
  }

  /** Counts what changed: the same number means the same figures. */
  long version() {
    return version;
  }

  /** The wall clock's day; another one begins at nothing. */
  void today(Instant now) {
    if (day(now).isAfter(day)) {
      day = day(now);
      cells.clear();
      counted.clear();
      callsOf.clear();
      version++;
    }
  }

  void take(Violation violation) {
    if (violation.getMode() != Mode.LIVE
        || !day(violation.getAt()).equals(day)
        || !counted.add(violation.getViolationId())) {
      return;
    }
    Cell cell = new Cell(Optional.ofNullable(violation.getAgentId()), violation.getRuleId());
    Counts counts = cells.computeIfAbsent(cell, _ -> new Counts());
    switch (violation.getKind()) {
      case PROHIBITED -> counts.violations++;
      case MISSED -> counts.missed++;
      case UNDETERMINED -> counts.undetermined++;
      case OTHER -> {
        return;
      }
    }
    counts.byHour[violation.getAt().atZone(zone).getHour()]++;
    version++;
  }

  void take(Scorecard card) {
    Instant endedAt = card.getEndedAt();
    if (endedAt != null
        && day(endedAt).equals(day)
        && counted.add(card.getInteractionId() + "@" + endedAt.toEpochMilli())) {
      callsOf.merge(List.copyOf(card.getAgentIds()), 1, Integer::sum);
      version++;
    }
  }

  /** A call that two of the team had counts once. */
  OfDay of(Team team) {
    Map<String, Counts> rules = new TreeMap<>();
    cells.forEach(
        (cell, counts) -> {
          if (team.has(cell.agentId)) {
            rules.computeIfAbsent(cell.ruleId, _ -> new Counts()).add(counts);
          }
        });
    int calls = 0;
    for (Map.Entry<List<String>, Integer> each : callsOf.entrySet()) {
      boolean theirs =
          team.has(Optional.empty())
              || each.getKey().stream().anyMatch(agent -> team.has(Optional.of(agent)));
      calls += theirs ? each.getValue() : 0;
    }
    return new OfDay(
        day,
        rules.entrySet().stream()
            .map(each -> each.getValue().of(each.getKey()))
            .sorted(Comparator.comparing(OfRule::ruleId))
            .toList(),
        calls);
  }

  private LocalDate day(Instant at) {
    return LocalDate.ofInstant(at, zone);
  }
}
