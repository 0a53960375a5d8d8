package io.cueline.topology.compliance;

import static org.assertj.core.api.Assertions.assertThat;

import io.cueline.topology.rules.Rule;
import io.cueline.topology.rules.RuleFile;
import org.junit.jupiter.api.Test;

/** What was nearly said, and what was too much work to look for: told, never counted. */
final class NearlySaidTest {

  /** In every utterance, and 300 instructions busy with each character. */
  private static final String COSTLY = "re:([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?[.]){2,4}[!]";

  private static final String TOO_LONG = "a.".repeat(5_000) + "a!";

  @Test
  void mostOfALongPhraseIsANearMissAndNoHit() {
    Call call =
        under(
                """
                - id: promise
                  kind: prohibited
                  phrases: ["we will pay your claim in full"]
                  distinct: 1
                """)
            .agent(1, "well we will pay your claim in part");

    assertThat(call.violations()).isEmpty();
    assertThat(call.nearMisses()).singleElement().asString().contains("PARTIAL_PHRASE");
  }

  @Test
  void aDisclosureThatMayHaveBeenSaidInAnUtteranceTooLongToSearchIsUndetermined() {
    Call call = under(required()).agent(1, "good morning").agent(3, TOO_LONG).tick(40).end(60);

    assertThat(call.outcomes()).containsExactly("notice UNDETERMINED TOO_MUCH_WORK");
    assertThat(call.cues()).isEmpty();
    assertThat(call.nearMisses()).singleElement().asString().contains("OTHER");
  }

  @Test
  void whatTheCustomerSaidAtLengthLeavesNoDoubtOfTheAgent() {
    Call call = under(required()).agent(1, "good morning").customer(3, TOO_LONG).tick(40).end(60);

    assertThat(call.outcomes()).containsExactly("notice MISSED");
  }

  private static String required() {
    return """
    - id: notice
      kind: required
      phrases: ['%s']
      after: start
      due: 30s
      title: Notice
    """
        .formatted(COSTLY);
  }

  private static Call under(String rule) {
    return switch (RuleFile.parse("test.yaml", "rules:\n" + rule)) {
      case RuleFile.Result.Accepted accepted ->
          Call.under(Rules.snapshot(1, accepted.rules().rules().toArray(Rule[]::new)));
      case RuleFile.Result.Refused refused ->
          throw new IllegalArgumentException(refused.errors().toString());
    };
  }
}
