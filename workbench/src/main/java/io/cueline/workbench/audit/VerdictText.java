package io.cueline.workbench.audit;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** A verdict for people, in 80 columns, and for programs. */
public final class VerdictText {

  private static final int WIDTH = 80;

  private VerdictText() {}

  /** Lines without line ends. */
  public static List<String> lines(String id, Verdict verdict) {
    List<String> lines = new ArrayList<>();
    switch (verdict) {
      case Verdict.Same same -> {
        lines.add("%s: the same".formatted(id));
        lines.add(
            "  decided again from %d frames under revision %s: %s"
                .formatted(
                    same.frames(),
                    same.revisions().stream()
                        .map(String::valueOf)
                        .collect(Collectors.joining(", ")),
                    compared(same)));
      }
      case Verdict.Differs differs -> {
        lines.add("%s: differs".formatted(id));
        for (Difference each : differs.differences()) {
          lines.add(cut("  %s %s".formatted(each.record(), each.field()).stripTrailing()));
          lines.add(cut("    on record  " + each.recorded()));
          lines.add(cut("    decided    " + each.decided()));
        }
        differs.excuse().ifPresent(excuse -> lines.add("  But " + excuse + "."));
      }
      case Verdict.Expired expired -> {
        lines.add("%s: cannot be decided again".formatted(id));
        lines.add("  " + expired.reason());
      }
    }
    return lines;
  }

  private static String compared(Verdict.Same same) {
    String violations = count(same.violations(), "violation");
    return same.scorecards() == 0
        ? violations
        : violations + ", " + count(same.scorecards(), "scorecard");
  }

  private static String count(int number, String what) {
    return number + " " + what + (number == 1 ? "" : "s");
  }

  private static String cut(String line) {
    // What was said must not steer a terminal.
    String flat = line.replaceAll("\\p{Cntrl}+", " ");
    return flat.length() <= WIDTH ? flat : flat.substring(0, WIDTH - 1) + "…";
  }

  /** For JSON: {@code verdict} is {@code same}, {@code differs} or {@code expired}. */
  public static Map<String, Object> fields(String id, Verdict verdict) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("id", id);
    fields.put("interactionId", verdict.interactionId());
    switch (verdict) {
      case Verdict.Same same -> {
        fields.put("verdict", "same");
        fields.put("violations", same.violations());
        fields.put("scorecards", same.scorecards());
        fields.put("frames", same.frames());
        fields.put("revisions", same.revisions());
      }
      case Verdict.Differs differs -> {
        fields.put("verdict", "differs");
        fields.put("differences", differs.differences().stream().map(VerdictText::fields).toList());
        differs.excuse().ifPresent(excuse -> fields.put("reason", excuse));
      }
      case Verdict.Expired expired -> {
        fields.put("verdict", "expired");
        fields.put("reason", expired.reason());
      }
    }
    return fields;
  }

  private static Map<String, String> fields(Difference difference) {
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("record", difference.record());
    fields.put("field", difference.field());
    fields.put("recorded", difference.recorded());
    fields.put("decided", difference.decided());
    return fields;
  }
}
