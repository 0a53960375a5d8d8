package io.cueline.workbench.trial;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Two sets of rules on the same calls: what the candidate finds that the baseline does not, and the
 * other way round. Takes calls one by one; not thread-safe.
 */
public final class Comparison {

  /** What became of a hit. */
  public enum Kind {
    GAINED,
    LOST,
    CHANGED
  }

  /**
   * A hit that is not the same in both.
   *
   * @param baseline empty where it was gained
   * @param candidate empty where it was lost
   */
  public record Example(Kind kind, Optional<Verdict> baseline, Optional<Verdict> candidate) {}

  /**
   * What it comes to for a rule: {@code candidateHits = baselineHits + gained - lost}.
   *
   * @param changed hits of both that come at another time, end otherwise or rest on other words
   * @param examples the first few of each kind
   */
  public record RuleResult(
      String id,
      int baselineHits,
      int candidateHits,
      int gained,
      int lost,
      int changed,
      List<Example> examples) {
    public RuleResult {
      examples = List.copyOf(examples);
    }
  }

  /** What it comes to. */
  public record Result(int calls, List<RuleResult> rules, int baselineAlerts, int candidateAlerts) {
    public Result {
      rules = List.copyOf(rules);
    }

    public double baselineAlertsPer100Calls() {
      return per100(baselineAlerts);
    }

    public double candidateAlertsPer100Calls() {
      return per100(candidateAlerts);
    }

    private double per100(int alerts) {
      return calls == 0 ? 0 : Math.round(10_000.0 * alerts / calls) / 100.0;
    }
  }

  private static final class Tally {
    private int baseline;
    private int candidate;
    private final Map<Kind, Integer> counts = new HashMap<>();
    private final List<Example> examples = new ArrayList<>();

    void note(Example example, int most) {
      if (counts.merge(example.kind, 1, Integer::sum) <= most) {
        examples.add(example);
      }
    }

    RuleResult result(String id) {
      return new RuleResult(
          id,
          baseline,
          candidate,
          counts.getOrDefault(Kind.GAINED, 0),
          counts.getOrDefault(Kind.LOST, 0),
          counts.getOrDefault(Kind.CHANGED, 0),
          examples);
    }
  }

  private final int examples;
  private final Map<String, Tally> tallies = new TreeMap<>();
  private int calls;
  private int baselineAlerts;
  private int candidateAlerts;

  /**
   * @param ruleIds of both sets, so that rules without a hit are told too
   * @param examples of each kind and rule to keep
   */
  public Comparison(Iterable<String> ruleIds, int examples) {
    this.examples = examples;
    ruleIds.forEach(id -> tallies.put(id, new Tally()));
  }

  /** A call as both judge it. */
  public void take(JudgedCall baseline, JudgedCall candidate) {
    calls++;
    baselineAlerts += baseline.alerts();
    candidateAlerts += candidate.alerts();
    Map<String, List<Verdict>> before = hits(baseline);
    Map<String, List<Verdict>> after = hits(candidate);
    TreeSet<String> ids = new TreeSet<>(before.keySet());
    ids.addAll(after.keySet());
    for (String id : ids) {
      compare(id, before.getOrDefault(id, List.of()), after.getOrDefault(id, List.of()));
    }
  }

  public Result result() {
    return new Result(
        calls,
        tallies.entrySet().stream().map(each -> each.getValue().result(each.getKey())).toList(),
        baselineAlerts,
        candidateAlerts);
  }

  private void compare(String id, List<Verdict> before, List<Verdict> after) {
    Tally tally = tallies.computeIfAbsent(id, any -> new Tally());
    tally.baseline += before.size();
    tally.candidate += after.size();
    List<Verdict> lost = new ArrayList<>(before);
    List<Verdict> gained = new ArrayList<>();
    for (Verdict each : after) {
      if (!removeFirst(lost, each, Comparison::same)) {
        gained.add(each);
      }
    }
    for (Verdict each : gained) {
      Optional<Verdict> former = takeFirst(lost, each, Comparison::corresponds);
      Kind kind = former.isPresent() ? Kind.CHANGED : Kind.GAINED;
      tally.note(new Example(kind, former, Optional.of(each)), examples);
    }
    for (Verdict each : lost) {
      tally.note(new Example(Kind.LOST, Optional.of(each), Optional.empty()), examples);
    }
  }

  private static Map<String, List<Verdict>> hits(JudgedCall call) {
    Map<String, List<Verdict>> hits = new HashMap<>();
    for (Verdict each : call.verdicts()) {
      if (each.isHit()) {
        hits.computeIfAbsent(each.ruleId(), id -> new ArrayList<>()).add(each);
      }
    }
    return hits;
  }

  private interface Relation {
    boolean holds(Verdict one, Verdict other);
  }

  private static boolean same(Verdict one, Verdict other) {
    return one.outcome().equals(other.outcome())
        && one.atMs() == other.atMs()
        && one.evidence().equals(other.evidence());
  }

  /** A disclosure has one outcome a call; violations are told apart by when they happen. */
  private static boolean corresponds(Verdict one, Verdict other) {
    boolean violations =
        one.outcome().equals(Verdict.VIOLATION) || other.outcome().equals(Verdict.VIOLATION);
    return !violations || (one.outcome().equals(other.outcome()) && one.atMs() == other.atMs());
  }

  private static boolean removeFirst(List<Verdict> from, Verdict like, Relation relation) {
    return takeFirst(from, like, relation).isPresent();
  }

  private static Optional<Verdict> takeFirst(List<Verdict> from, Verdict like, Relation relation) {
    for (int i = 0; i < from.size(); i++) {
      if (relation.holds(from.get(i), like)) {
        return Optional.of(from.remove(i));
      }
    }
    return Optional.empty();
  }
}
