package io.cueline.topology.rules;

/** Why a phrase cannot be compiled; turned into a {@link RuleError} at the package's edge. */
final class PhraseRefusal extends Exception {

  private final String suggestion;

  PhraseRefusal(String reason, String suggestion) {
    super(reason, null, false, false);
    this.suggestion = suggestion;
  }

  String reason() {
    return String.valueOf(getMessage());
  }

  /** What to do instead; may be empty. */
  String suggestion() {
    return suggestion;
  }
}
