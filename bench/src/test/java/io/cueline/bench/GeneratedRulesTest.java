package io.cueline.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class GeneratedRulesTest {

  private static final List<String> HEARD =
      List.of("please contact the support office about your statement today", "yes");

  @Test
  void halfAreLiteralsHalfExpressionsAndNoneComesTwice() {
    List<String> phrases = GeneratedRules.phrases(1000, HEARD.subList(1, 2));

    assertThat(phrases).hasSize(1000).doesNotHaveDuplicates();
    assertThat(phrases).filteredOn(phrase -> phrase.startsWith("re:")).hasSize(500);
    assertThat(GeneratedRules.phrases(1000, HEARD.subList(1, 2))).isEqualTo(phrases);
  }

  @Test
  void someAreFound() {
    assertThat(GeneratedRules.compiled(400, HEARD).match("", HEARD.getFirst())).isNotEmpty();
  }

  @Test
  void everyRuleIsOneThatARuleFileTakes() {
    assertThat(GeneratedRules.compiled(1000, HEARD).rules()).hasSize(1000);
  }
}
