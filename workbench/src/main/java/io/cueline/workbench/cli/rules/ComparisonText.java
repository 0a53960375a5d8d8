package io.cueline.workbench.cli.rules;

import io.cueline.workbench.trial.Comparison;
import io.cueline.workbench.trial.Comparison.Example;
import io.cueline.workbench.trial.Comparison.RuleResult;
import io.cueline.workbench.trial.Verdict;
import io.cueline.workbench.trial.Words;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** A comparison for people, in 80 columns, and for programs. */
final class ComparisonText {

  private static final int WIDTH = 80;
  private static final int RULE = 32;
  private static final String ROW = "%-" + RULE + "s %8s %9s %8s %8s %8s";

  private ComparisonText() {}

  static List<String> lines(Comparison.Result result) {
    List<String> lines = new ArrayList<>();
    lines.add(ROW.formatted("HITS", "BASELINE", "CANDIDATE", "GAINED", "LOST", "CHANGED"));
    for (RuleResult rule : result.rules()) {
      lines.add(
          ROW.formatted(
              VerdictText.cut(rule.id(), RULE),
              rule.baselineHits(),
              rule.candidateHits(),
              rule.gained(),
              rule.lost(),
              rule.changed()));
      rule.examples().forEach(example -> lines.add(VerdictText.cut(line(example), WIDTH)));
    }
    lines.add("");
    lines.add(
        "%d calls; alerts per hundred calls: %.1f before, %.1f after"
            .formatted(
                result.calls(),
                result.baselineAlertsPer100Calls(),
                result.candidateAlertsPer100Calls()));
    return lines;
  }

  private static String line(Example example) {
    Verdict shown = example.candidate().or(example::baseline).orElseThrow();
    String outcome =
        example.baseline().isPresent()
                && example.candidate().isPresent()
                && !example.baseline().get().outcome().equals(example.candidate().get().outcome())
            ? example.baseline().get().outcome() + " -> " + example.candidate().get().outcome()
            : shown.outcome();
    String words =
        shown.evidence().stream()
            .map(Words::text)
            .map(VerdictText::plain)
            .collect(Collectors.joining(" · "));
    return "  %-7s %s %s %s %s"
        .formatted(
            VerdictJson.lower(example.kind()),
            VerdictText.plain(shown.interactionId()),
            VerdictText.clock(shown.atMs()),
            outcome,
            words)
        .stripTrailing();
  }

  static Map<String, Object> fields(Comparison.Result result) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("calls", result.calls());
    fields.put("rules", result.rules().stream().map(ComparisonText::fields).toList());
    Map<String, Object> alerts = new LinkedHashMap<>();
    alerts.put("baseline", result.baselineAlertsPer100Calls());
    alerts.put("candidate", result.candidateAlertsPer100Calls());
    fields.put("alertsPer100Calls", alerts);
    return fields;
  }

  private static Map<String, Object> fields(RuleResult rule) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("id", rule.id());
    fields.put("baselineHits", rule.baselineHits());
    fields.put("candidateHits", rule.candidateHits());
    fields.put("gained", rule.gained());
    fields.put("lost", rule.lost());
    fields.put("changed", rule.changed());
    fields.put("examples", rule.examples().stream().map(ComparisonText::fields).toList());
    return fields;
  }

  private static Map<String, Object> fields(Example example) {
    Verdict shown = example.candidate().or(example::baseline).orElseThrow();
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("change", VerdictJson.lower(example.kind()));
    fields.put("interactionId", shown.interactionId());
    put(fields, "baseline", example.baseline());
    put(fields, "candidate", example.candidate());
    return fields;
  }

  private static void put(Map<String, Object> fields, String name, Optional<Verdict> verdict) {
    verdict.ifPresent(
        each -> {
          Map<String, Object> told = new LinkedHashMap<>();
          told.put("outcome", each.outcome());
          told.put("atMs", each.atMs());
          told.put("evidence", VerdictJson.evidence(each));
          fields.put(name, told);
        });
  }
}
