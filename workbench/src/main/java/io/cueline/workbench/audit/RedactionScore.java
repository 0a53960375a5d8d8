package io.cueline.workbench.audit;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How well one kind of personal data is masked.
 *
 * @param marked how often the data holds it
 * @param found how many of them have no letter and no digit left
 * @param masked how often the masks took something for it; 0 where they know no such kind
 * @param right how many of those the data marks as such
 */
public record RedactionScore(int marked, int found, int masked, int right) {

  /** Of what is there, how much is found; empty where nothing is there. */
  public Optional<Double> recall() {
    return marked == 0 ? Optional.empty() : Optional.of((double) found / marked);
  }

  /** Of what was taken for it, how much was; empty where nothing was. */
  public Optional<Double> precision() {
    return masked == 0 ? Optional.empty() : Optional.of((double) right / masked);
  }

  RedactionScore plus(RedactionScore other) {
    return new RedactionScore(
        marked + other.marked, found + other.found, masked + other.masked, right + other.right);
  }

  Map<String, Object> fields() {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("marked", marked);
    fields.put("found", found);
    recall().ifPresent(value -> fields.put("recall", value));
    if (masked > 0) {
      fields.put("masked", masked);
      fields.put("right", right);
    }
    precision().ifPresent(value -> fields.put("precision", value));
    return fields;
  }

  /** A table of 80 columns. */
  public static List<String> lines(Map<String, RedactionScore> scores) {
    List<String> lines = new ArrayList<>();
    lines.add(
        "%-20s %7s %7s %7s  %7s %7s %9s"
            .formatted("kind", "marked", "found", "recall", "masked", "right", "precision"));
    scores.forEach(
        (kind, score) ->
            lines.add(
                "%-20s %7d %7d %7s  %7s %7s %9s"
                    .formatted(
                        kind,
                        score.marked,
                        score.found,
                        share(score.recall()),
                        score.masked == 0 ? "-" : score.masked,
                        score.masked == 0 ? "-" : score.right,
                        share(score.precision()))));
    return lines;
  }

  private static String share(Optional<Double> value) {
    return value.map("%.3f"::formatted).orElse("-");
  }
}
