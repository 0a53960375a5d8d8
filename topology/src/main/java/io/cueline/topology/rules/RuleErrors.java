package io.cueline.topology.rules;

import io.cueline.runtime.settings.EditDistance;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Collects what is wrong with a file, so that all of it can be said at once. Not thread-safe. */
final class RuleErrors {

  /** Whoever gets this much wrong does not want to read more. */
  private static final int MOST = 200;

  private static final int LONGEST_QUOTE = 60;

  private final String file;
  private final List<RuleError> errors = new ArrayList<>();
  private final List<RuleError> warnings = new ArrayList<>();
  private Optional<String> ruleId = Optional.empty();

  RuleErrors(String file) {
    this.file = file;
  }

  /** Errors from here on are about this rule. */
  void about(Optional<String> rule) {
    ruleId = rule.map(RuleErrors::quote);
  }

  void add(int line, String reason, String suggestion) {
    if (errors.size() < MOST) {
      errors.add(error(line, reason, suggestion));
    }
  }

  void warn(int line, String reason, String suggestion) {
    warnings.add(error(line, reason, suggestion));
  }

  private RuleError error(int line, String reason, String suggestion) {
    return new RuleError(
        file, line, ruleId, reason, Optional.of(suggestion).filter(text -> !text.isEmpty()));
  }

  List<RuleError> all() {
    return List.copyOf(errors);
  }

  List<RuleError> warnings() {
    return List.copyOf(warnings);
  }

  int count() {
    return errors.size();
  }

  /** "did you mean 'phrases'?", or the list of what there is. */
  static String didYouMean(String word, Collection<String> known) {
    String nearest =
        word.length() > LONGEST_QUOTE
            ? ""
            : known.stream()
                .min(Comparator.comparingInt(name -> EditDistance.between(word, name)))
                .filter(name -> EditDistance.between(word, name) <= Math.max(2, name.length() / 3))
                .orElse("");
    return nearest.isEmpty()
        ? "use " + String.join(", ", known.stream().sorted().toList())
        : "did you mean '%s'?".formatted(nearest);
  }

  /** What a file says, short enough to repeat and without what would disturb a terminal. */
  static String quote(String text) {
    String plain =
        text.codePoints()
            .limit(LONGEST_QUOTE)
            .map(point -> Character.isISOControl(point) ? ' ' : point)
            .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
            .toString();
    return plain.length() < text.length() ? plain + "…" : plain;
  }
}
