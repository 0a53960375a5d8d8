package io.cueline.topology.rules;

import java.util.List;

/** Rule files: YAML that a compliance officer can read. */
public final class RuleFile {

  /** What came of reading. */
  public sealed interface Result {
    /** All is well. */
    record Accepted(RuleSet rules) implements Result {}

    /** All that is wrong, at once. */
    record Refused(List<RuleError> errors) implements Result {
      public Refused {
        errors = List.copyOf(errors);
      }
    }
  }

  private RuleFile() {}

  /**
   * Reads and checks a rule file.
   *
   * @param file its name, for errors
   */
  public static Result parse(String file, String yaml) {
    throw new UnsupportedOperationException(file + yaml);
  }
}
