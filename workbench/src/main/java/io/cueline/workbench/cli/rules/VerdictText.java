package io.cueline.workbench.cli.rules;

import io.cueline.topology.rules.Mode;
import io.cueline.topology.rules.Rule;
import io.cueline.topology.rules.RuleSet;
import io.cueline.workbench.trial.JudgedCall;
import io.cueline.workbench.trial.Verdict;
import io.cueline.workbench.trial.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Verdicts for people: a table in 80 columns, and what it comes to by rule. */
final class VerdictText {

  private static final int WIDTH = 80;
  private static final int CALL = 16;
  private static final int RULE = 18;
  private static final String ROW = "%-" + CALL + "s %7s  %-" + RULE + "s  %-14s %s";

  private VerdictText() {}

  static List<String> lines(List<JudgedCall> calls, RuleSet rules) {
    List<String> lines = new ArrayList<>();
    lines.add(ROW.formatted("CALL", "AT", "RULE", "OUTCOME", "WORDS").stripTrailing());
    for (JudgedCall call : calls) {
      call.verdicts().forEach(verdict -> lines.add(line(verdict)));
    }
    lines.add("");
    summary(calls, rules).forEach(lines::add);
    return lines;
  }

  private static String line(Verdict verdict) {
    String outcome = verdict.outcome() + (verdict.mode() == Mode.SHADOW ? "*" : "");
    String what =
        Stream.concat(
                verdict.reason().stream(),
                verdict.evidence().stream().map(Words::text).map(VerdictText::plain))
            .collect(Collectors.joining(" · "));
    return cut(
            ROW.formatted(
                cut(plain(verdict.interactionId()), CALL),
                clock(verdict.atMs()),
                cut(verdict.ruleId(), RULE),
                outcome,
                what),
            WIDTH)
        .stripTrailing();
  }

  private static List<String> summary(List<JudgedCall> calls, RuleSet rules) {
    Map<String, Map<String, Integer>> counts = new TreeMap<>();
    for (Rule rule : rules.rules()) {
      if (rule.mode() != Mode.OFF) {
        counts.put(rule.id(), new TreeMap<>());
      }
    }
    int alerts = 0;
    boolean shadow = false;
    for (JudgedCall call : calls) {
      alerts += call.alerts();
      for (Verdict each : call.verdicts()) {
        counts
            .computeIfAbsent(each.ruleId(), id -> new TreeMap<>())
            .merge(each.outcome(), 1, Integer::sum);
        shadow |= each.mode() == Mode.SHADOW;
      }
    }
    List<String> lines = new ArrayList<>();
    counts.forEach((ruleId, outcomes) -> lines.add(cut(ruleId + ": " + told(outcomes), WIDTH)));
    lines.add(
        "%d calls, %d alerts, %.1f per hundred calls"
            .formatted(calls.size(), alerts, 100.0 * alerts / Math.max(1, calls.size())));
    if (shadow) {
      lines.add("* of a rule in shadow mode: recorded, never shown");
    }
    return lines;
  }

  private static String told(Map<String, Integer> outcomes) {
    return outcomes.isEmpty()
        ? "nothing"
        : outcomes.entrySet().stream()
            .map(each -> each.getValue() + " " + each.getKey())
            .collect(Collectors.joining(", "));
  }

  /** Minutes and seconds of the call. */
  static String clock(long millis) {
    long seconds = Math.floorDiv(millis, 1000);
    return seconds < 3600
        ? "%d:%02d".formatted(seconds / 60, seconds % 60)
        : "%d:%02d:%02d".formatted(seconds / 3600, seconds / 60 % 60, seconds % 60);
  }

  static String cut(String text, int width) {
    return text.length() <= width ? text : text.substring(0, width - 1) + "…";
  }

  /** Text from outside may hold what would disturb a terminal. */
  static String plain(String text) {
    return text.codePoints()
        .map(point -> Character.isISOControl(point) ? ' ' : point)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }
}
