package io.cueline.topology.rules;

import static io.cueline.topology.rules.RuleSamples.heard;
import static io.cueline.topology.rules.RuleSamples.phrases;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ToleranceTest {

  @ParameterizedTest(name = "{1} of {0} in \"{2}\": {3}")
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      textBlock =
          """
          guarantee       | 0 | I garantee it            | -
          guarantee       | 1 | I garantee it            | garantee
          guarantee       | 1 | I garanty it             | -
          guarantee       | 2 | I garantie it            | garantie
          guarantee       | 2 | I granted it             | -
          # a letter in short words, none in shorter ones
          fee             | 2 | free, feet               | free;feet
          fee             | 2 | freed                    | -
          no fee          | 2 | on fee                   | -
          no fee          | 2 | no fef                   | no fef
          # every word may be a little wrong
          refund in full  | 1 | a refnd in ful           | refnd in ful
          refund in full  | 1 | refnd, um, in ful        | refnd, um, in ful
          refund in full  | 1 | refnd at full            | -
          # numbers are what they are
          5.9% apr        | 2 | 5.8% apr                 | -
          5.9% apr        | 2 | five point nine percent apt | five point nine percent apt
          # the word with any ending is taken as it is
          get cancel*     | 2 | got cancelled            | got cancelled
          get cancel*     | 2 | got cancle               | -
          re:guarantee    | 2 | garantee                 | -
          """)
  void words(String phrase, int tolerance, String text, @Nullable String expected) {
    RuleSnapshot rules = phrases(List.of(phrase), "tolerance: " + tolerance);
    assertThat(heard(rules, text))
        .isEqualTo(expected == null ? List.of() : List.of(expected.split(";", -1)));
  }

  @Test
  void whatIsSaidUnlessIsTakenAtItsWord() {
    RuleSnapshot rules = phrases(List.of("guarantee"), "tolerance: 1", "unless: ['no guarantee']");

    assertThat(rules.match("", "no guarantee")).extracting(Hit::voided).containsExactly(true);
    assertThat(rules.match("", "no garantee")).extracting(Hit::voided).containsExactly(false);
  }

  @Test
  void itIsPartOfWhatTheRuleMeansButNotWhereItIsOff() {
    assertThat(hash("tolerance: 0")).isEqualTo(hash("severity: medium"));
    assertThat(hash("tolerance: 1")).isNotEqualTo(hash("tolerance: 2"));
  }

  @Test
  void moreThanTwoLettersIsGuessing() {
    assertThat(refused("tolerance: 3")).contains("tolerance cannot be '3'", "0, 1 or 2");
    assertThat(refused("tolerance: 1.5")).contains("tolerance cannot be '1.5'");
  }

  private static String hash(String line) {
    return phrases(List.of("guarantee"), line).rules().getFirst().hash();
  }

  private static String refused(String line) {
    String yaml =
        "rules:\n- {id: r, kind: prohibited, distinct: 1, phrases: [fee], " + line + "}\n";
    return switch (RuleFile.parse("test.yaml", yaml)) {
      case RuleFile.Result.Accepted accepted -> throw new AssertionError(accepted.toString());
      case RuleFile.Result.Refused refused -> refused.errors().toString();
    };
  }
}
