package io.cueline.workbench.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A report for people, in 80 columns. */
public final class ReportText {

  private ReportText() {}

  /** Lines without line ends. */
  public static List<String> lines(Report report) {
    var disclosures = report.disclosures();
    var deliveries = report.deliveries();
    List<String> lines = new ArrayList<>();
    lines.add("%d calls in %.1f s".formatted(report.interactions(), report.wallSeconds()));
    lines.add(
        "  frames       %d sent, %d ingested, %d rejected"
            .formatted(
                report.frames().sent(), report.frames().ingested(), report.frames().rejected()));
    lines.add("  violations   " + report.violations().total());
    lines.addAll(byRule(report.violations()));
    lines.add(
        "  disclosures  %d satisfied, %d late, %d missed, %d undetermined,"
            .formatted(
                disclosures.satisfied(),
                disclosures.late(),
                disclosures.missed(),
                disclosures.undetermined()));
    lines.add(
        "               %d not due, %d not applicable"
            .formatted(disclosures.notDue(), disclosures.notApplicable()));
    lines.add(
        "  cues         %d opened, %d updated, %d closed"
            .formatted(report.cues().opened(), report.cues().updated(), report.cues().closed()));
    lines.add("  cards        " + report.cards());
    lines.add(
        "  deliveries   %d delivered, %d expired, %d failed"
            .formatted(deliveries.delivered(), deliveries.expired(), deliveries.failed()));
    Report.Taken taken = report.adoption().all();
    lines.add(
        "  adoption     %d accepted or acknowledged of %d shown"
            .formatted(taken.accepted(), taken.delivered()));
    lines.add(
        "  latency      half within %d ms, 99 of 100 within %d ms, frame to tenant"
            .formatted(report.latencyMs().p50(), report.latencyMs().p99()));
    lines.add("  unaccounted  " + report.unaccounted());
    return lines;
  }

  /** The rules most often violated first. */
  private static List<String> byRule(Report.Violations violations) {
    return violations.byRule().entrySet().stream()
        .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
        .map(each -> "               %d %s".formatted(each.getValue(), each.getKey()))
        .toList();
  }
}
