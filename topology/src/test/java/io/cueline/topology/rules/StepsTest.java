package io.cueline.topology.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StepsTest {

  /** In every utterance, and 300 instructions busy with each character. */
  private static final String COSTLY = "re:([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?[.]){2,4}[!]";

  @Test
  void aPhraseThatIsTooMuchWorkIsReportedNotForgotten() {
    RuleSnapshot rules = RuleSamples.phrases(List.of(COSTLY, "refund"));

    Matches matches = rules.matches("", "a.".repeat(5000) + "a! refund");

    assertThat(matches.undecided()).extracting(Matches.Undecided::phrase).containsExactly(COSTLY);
    assertThat(matches.hits()).extracting(Hit::phrase).contains(1);
  }

  @Test
  void anUnlessThatIsTooMuchWorkVoidsNothingAndIsReported() {
    RuleSnapshot rules = RuleSamples.phrases(List.of("refund"), "unless: ['" + COSTLY + "']");

    Matches matches = rules.matches("", "a.".repeat(5000) + "a! refund");

    assertThat(matches.hits()).extracting(Hit::voided).containsExactly(false);
    assertThat(matches.undecided()).extracting(Matches.Undecided::phrase).containsExactly(COSTLY);
  }

  @Test
  void utterancesOfRealLengthAreDecidedWhateverThePattern() {
    RuleSnapshot rules = RuleSamples.phrase(COSTLY);
    assertThat(rules.matches("", "a.".repeat(250)).undecided()).isEmpty();
    assertThat(rules.matches("", "a.".repeat(200) + "a.a.!").hits()).isNotEmpty();
  }

  @Test
  void phrasesOfWordsAreBoundedByThemselves() {
    RuleSnapshot rules =
        RuleSamples.phrases(List.of("a b a b a", "a a a a", "aaa*", "aaaaa bbbbb"), "tolerance: 2");
    long start = System.nanoTime();

    for (String unit : List.of("a ", "a b ", "aaaaa ", "aaaaaa bbbbb ", "aaaaaaaaaaaaaaaaaa ")) {
      rules.matches("", unit.repeat(10_000 / unit.length()));
    }

    // Quadratic work on any of them takes longer than this.
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
  }

  @ParameterizedTest
  @ValueSource(strings = {"(a+)+!", "(a|aa)*!", "(.*a){12}!", "(a?){30}a{30}!"})
  void workGrowsWithTheTextNotWithItsPower(String pattern) throws PhraseRefusal {
    long once = steps(pattern, "a".repeat(2000));
    long fourTimes = steps(pattern, "a".repeat(8000));

    assertThat(once).isPositive();
    assertThat(fourTimes).isLessThan(5 * once);
  }

  private static long steps(String pattern, String text) throws PhraseRefusal {
    Steps steps = new Steps(Long.MAX_VALUE);
    boolean decided =
        PhraseCompiler.compile("re:" + pattern).find(text, () -> steps, (start, end) -> {});
    assertThat(decided).isTrue();
    return Long.MAX_VALUE - steps.left();
  }
}
