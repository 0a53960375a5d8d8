package io.cueline.topology.rules;

import java.util.Optional;

/**
 * Why a rule was refused.
 *
 * @param file as the caller names it
 * @param line counted from 1; 0 where it concerns the file as a whole
 * @param ruleId where it is known
 * @param suggestion what was probably meant, or what to do instead
 */
public record RuleError(
    String file, int line, Optional<String> ruleId, String reason, Optional<String> suggestion) {

  /** One line for people: {@code rules.yaml:7: rule x: unknown field 'phrase'; did you mean …}. */
  @Override
  public String toString() {
    return (line > 0 ? file + ":" + line : file)
        + ruleId.map(id -> ": rule " + id).orElse("")
        + ": "
        + reason
        + suggestion.map(text -> "; " + text).orElse("");
  }
}
