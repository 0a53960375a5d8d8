package io.cueline.workbench.trial;

import io.cueline.topology.rules.Mode;
import java.util.List;
import java.util.Optional;

/**
 * What came of a rule in a call: each violation of a prohibited rule, and the one outcome of each
 * required one. A prohibited rule that was kept has none.
 *
 * @param outcome VIOLATION; SATISFIED, LATE, MISSED, UNDETERMINED, NOT_DUE or NOT_APPLICABLE
 * @param atMs when it came to that, from the call's start
 * @param evidence of a violation its hits, of what was said the words that said it, of what was not
 *     said the words that started its clock
 * @param reason of what is undetermined
 */
public record Verdict(
    String interactionId,
    String ruleId,
    String outcome,
    long atMs,
    List<Words> evidence,
    Mode mode,
    Optional<String> reason) {

  static final String VIOLATION = "VIOLATION";

  public Verdict {
    evidence = List.copyOf(evidence);
  }

  /** Whether somebody has to look at it: anything but a disclosure made, not due or not wanted. */
  public boolean isHit() {
    return switch (outcome) {
      case "SATISFIED", "NOT_DUE", "NOT_APPLICABLE" -> false;
      default -> true;
    };
  }
}
