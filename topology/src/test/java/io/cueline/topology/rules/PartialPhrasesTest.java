package io.cueline.topology.rules;

import static io.cueline.topology.rules.RuleSamples.phrase;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PartialPhrasesTest {

  @ParameterizedTest(name = "{0} in \"{1}\": {2}")
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      textBlock =
          """
          this call may be recorded | so this call may be recorded now | -
          this call may be recorded | so this call may recorded now    | this call may recorded
          this call may be recorded | so this call may be taped now    | this call may be
          this call may be recorded | so your call may be recorded now | call may be recorded
          this call may be recorded | the call, um, may be recorded    | call, um, may be recorded
          this call may be recorded | this call will be recorded       | this call will be recorded
          this call may be recorded | this call may be                 | this call may be
          this call may be recorded | this call may                    | -
          this call may be recorded | a call can be recorded           | -
          money back in full        | money in full                    | money in full
          refund in full            | refund full                      | -
          """)
  void allWordsButOne(String phrase, String text, @Nullable String expected) {
    List<String> nearly =
        phrase(phrase).matches("", text).nearly().stream()
            .map(hit -> text.substring(hit.start(), hit.end()))
            .toList();
    assertThat(nearly).isEqualTo(expected == null ? List.of() : List.of(expected));
  }

  @Test
  void whicheverWordIsLeftOutOrReplaced() {
    List<String> words = List.of("early", "closing", "costs", "two", "hundred", "crowns");
    RuleSnapshot rules = phrase(String.join(" ", words));
    for (int index : IntStream.range(0, words.size()).toArray()) {
      List<String> without = new ArrayList<>(words);
      without.remove(index);
      List<String> replaced = new ArrayList<>(words);
      replaced.set(index, "blah");
      for (List<String> said : List.of(without, replaced)) {
        Matches matches = rules.matches("", "well " + String.join(" ", said) + " then");
        assertThat(matches.hits()).isEmpty();
        assertThat(matches.nearly()).as("%s", said).hasSize(1);
      }
    }
  }

  @Test
  void itIsFoundBesideATailToo() {
    Matches matches =
        phrase("this call may be recorded").matches("hello", "this call may recorded");
    assertThat(matches.nearly()).extracting(Hit::start).containsExactly(0);
  }
}
