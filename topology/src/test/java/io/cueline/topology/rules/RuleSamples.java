package io.cueline.topology.rules;

import java.util.List;

/** Rules for tests, by way of the file format. */
final class RuleSamples {

  private RuleSamples() {}

  static RuleSnapshot snapshot(String yaml) {
    return switch (RuleFile.parse("test.yaml", yaml)) {
      case RuleFile.Result.Accepted accepted ->
          RuleSnapshot.of(1, accepted.rules().engine(), accepted.rules().rules());
      case RuleFile.Result.Refused refused -> throw new AssertionError(refused.errors().toString());
    };
  }

  /** One prohibited rule with these phrases, and more lines as they are. */
  static RuleSnapshot phrases(List<String> phrases, String... more) {
    StringBuilder yaml = new StringBuilder("rules:\n- id: r\n  kind: prohibited\n  distinct: 1\n");
    yaml.append("  phrases: ").append(list(phrases)).append('\n');
    for (String line : more) {
      yaml.append("  ").append(line).append('\n');
    }
    return snapshot(yaml.toString());
  }

  static RuleSnapshot phrase(String phrase) {
    return phrases(List.of(phrase));
  }

  /** In single quotes, where a backslash is a backslash. */
  static String list(List<String> texts) {
    return texts.stream().map(text -> "'" + text.replace("'", "''") + "'").toList().toString();
  }

  /** The words hit, as said. */
  static List<String> heard(RuleSnapshot rules, String text) {
    return rules.match("", text).stream()
        .map(hit -> text.substring(hit.start(), hit.end()))
        .toList();
  }
}
