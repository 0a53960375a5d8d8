package io.cueline.topology.compliance;

import static org.assertj.core.api.Assertions.assertThat;

import io.cueline.schemas.Evidence;
import io.cueline.schemas.Speaker;
import io.cueline.topology.compliance.Decision.ViolationDecided;
import io.cueline.topology.rules.Rule;
import io.cueline.topology.rules.RuleFile;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What careless implementations get wrong, each from a rule file to the decision. */
class CarelessImplementationsTest {

  private static final String KEYWORDS =
      """
      rules:
        - id: words
          kind: prohibited
          phrases: [guarantee, refund, "cancel*"]
          distinct: 2
          cooldown: 30s
      """;

  private static final String ONE_WORD =
      """
      rules:
        - id: words
          kind: prohibited
          phrases: [guarantee]
          distinct: 1
          cooldown: 1 utterance
      """;

  private static final String NOTICE =
      """
      rules:
        - id: notice
          kind: required
          phrases: ["re:(this call|the call) (may be|is being) (recorded|monitored)"]
          after: start
          due: 30s
          title: Recording notice
      """;

  private static final String FEE =
      """
      rules:
        - id: fee
          kind: required
          phrases: ["a fee applies"]
          after: {speaker: any, phrases: [loan]}
          due: 30s
          title: Fee
      """;

  private static Call under(String yaml) {
    return switch (RuleFile.parse("test.yaml", yaml)) {
      case RuleFile.Result.Accepted accepted ->
          Call.under(Rules.snapshot(1, accepted.rules().rules().toArray(Rule[]::new)));
      case RuleFile.Result.Refused refused ->
          throw new IllegalArgumentException(refused.errors().toString());
    };
  }

  private static List<String> evidence(Call call) {
    return call.all(ViolationDecided.class).getLast().evidence().stream()
        .map(Evidence::getText)
        .toList();
  }

  @Test
  void twoPhrasesInOneUtterance() {
    Call call = under(KEYWORDS).agent(1, "I guarantee you a refund");

    assertThat(call.violations()).containsExactly("words PROHIBITED 1.0");
    assertThat(evidence(call)).containsExactly("guarantee", "refund");
  }

  @Test
  void theSamePhraseTwiceIsOnePhraseAndRefreshesTheEvidence() {
    Call call = under(KEYWORDS).agent(1, "refund, refund").agent(4, "a refund");
    assertThat(call.violations()).isEmpty();

    call.agent(9, "guaranteed? I guarantee it");

    assertThat(call.violations()).containsExactly("words PROHIBITED 9.0");
    assertThat(call.all(ViolationDecided.class).getFirst().evidence())
        .extracting(each -> (each.getAt().toEpochMilli() - Source.START.toEpochMilli()) / 1_000)
        .containsExactly(4L, 9L);
  }

  @Test
  void twoEndingsOfOnePhraseAreOnePhrase() {
    assertThat(under(KEYWORDS).agent(1, "cancelled, cancelling, cancel").violations()).isEmpty();
  }

  @Test
  void aViolationOnTheLastUtteranceOfACall() {
    Call call = under(KEYWORDS).agent(1, "a refund").agent(5, "I guarantee").end(5);

    assertThat(call.violations()).containsExactly("words PROHIBITED 5.0");
    assertThat(call.cues()).hasSize(2).last().asString().startsWith("CLOSED").contains("ended");
    assertThat(call.outcomes()).containsExactly("words VIOLATION");
  }

  @Test
  void aHitInsideCooldownCountsAndFiresNothing() {
    Call call = under(KEYWORDS).agent(1, "guarantee a refund").agent(30.999, "guarantee, refund");
    assertThat(call.violations()).hasSize(1);

    call.agent(31, "guarantee, refund").end(40);

    assertThat(call.violations()).containsExactly("words PROHIBITED 1.0", "words PROHIBITED 31.0");
    assertThat(call.all(Decision.Settled.class).getFirst().card().outcomes().getFirst().getHits())
        .isEqualTo(6);
  }

  @Test
  void aCooldownByUtterancesCountsTheSpeakersOwn() {
    Call call =
        under(ONE_WORD)
            .agent(1, "guarantee, guarantee")
            .customer(2, "guarantee?")
            .agent(3, "yes, guarantee")
            .agent(4, "guarantee");

    assertThat(call.violations()).containsExactly("words PROHIBITED 1.0", "words PROHIBITED 4.0");
  }

  @Test
  void aDisclosureSplitOverTwoUtterances() {
    assertThat(under(NOTICE).agent(0, "hello, this call may").agent(2, "be recorded").steps())
        .containsExactly("PENDING 0.0", "SATISFIED 2.0");
    assertThat(
            under(NOTICE)
                .agent(0, "hello, this call may")
                .customer(1, "yes?")
                .agent(2, "be recorded")
                .end(40)
                .outcomes())
        .as("somebody has spoken in between")
        .containsExactly("notice MISSED");
  }

  @Test
  void aDisclosureInTheSameUtteranceAsItsTrigger() {
    assertThat(under(FEE).agent(0, "hi").agent(2, "for the loan a fee applies").steps())
        .containsExactly("SATISFIED 2.0");
    assertThat(under(FEE).agent(0, "a fee applies to the loan").steps())
        .as("before the trigger")
        .containsExactly("SATISFIED 0.0");
    assertThat(under(NOTICE).agent(0, "hello, this call is being recorded").steps())
        .as("the first utterance is the trigger")
        .containsExactly("SATISFIED 0.0");
  }

  @Test
  void saidByTheWrongSpeakerIsNotSaid() {
    Call call = under(NOTICE).customer(0, "the call is being recorded").end(31);

    assertThat(call.violations()).containsExactly("notice MISSED 31.0");
    assertThat(call.nearMisses()).containsExactly("WRONG_SPEAKER the call is being recorded");
    assertThat(under(KEYWORDS).customer(1, "guarantee a refund").violations()).isEmpty();
  }

  @Test
  void saidByNobodyKnowsWhomMayHaveBeenSaid() {
    Call call = under(NOTICE).agent(0, "hi").somebody(3, "the call is being recorded").end(31);

    assertThat(call.violations()).containsExactly("notice UNKNOWN_SPEAKER UNDETERMINED 30.0");
  }

  @Test
  void saidWithDisfluenciesInside() {
    Call call = under(NOTICE).agent(0, "this call, um, may be, you know, uh, recorded");

    assertThat(call.steps()).containsExactly("SATISFIED 0.0");
    Call split = under(KEYWORDS).agent(1, "I, um, guarantee, like, a re- a refund");
    assertThat(evidence(split)).containsExactly("guarantee", "refund");
  }

  @ParameterizedTest(name = "{0} in \"{1}\": {2}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          $1,250.50                    | the fee is $1,250.50.              | true
          $1,250.50                    | ($1,250.50)                        | true
          $1,250.50                    | the fee is $1,250.505              | false
          $1,250.50                    | the fee is $11,250.50              | false
          250.50                       | the fee is $1,250.50               | false
          re:(?<!\\w)\\$1,250\\.50(?!\\w) | it is $1,250.50, as I said         | true
          5.9%                         | at 5.9%, fixed                     | true
          5.9%                         | at 15.9% now                       | false
          5.9%                         | at five point nine percent         | true
          5.9%                         | at five point nine five percent    | false
          five point nine percent      | at 5.9%                            | true
          re:(?<!\\w)5\\.9%(?!\\w)        | five point nine percent, yes       | true
          guarantee                    | the guarantees                     | false
          guarantee                    | unguarantee                        | false
          cancel                       | the cancellation                   | false
          cancel*                      | the cancellation                   | true
          """)
  void atThePatternsEdge(String phrase, String text, boolean heard) {
    Call call =
        under(
            "rules:\n  - id: edge\n    kind: prohibited\n    distinct: 1\n    phrases: ['"
                + phrase
                + "']\n");

    call.take(call.source.says(1_000, Call.ID, Speaker.AGENT, text));

    assertThat(call.violations().isEmpty()).isEqualTo(!heard);
  }

  @Test
  void evidencePointsIntoTheTextAsSaid() {
    String text = "So, um, at FIVE point nine per cent then.";
    Call call =
        under(
            "rules:\n  - {id: rate, kind: prohibited, distinct: 1, phrases: ['5.9%'],"
                + " cooldown: 1 utterance}\n");

    call.agent(1, text);

    assertThat(call.all(ViolationDecided.class))
        .singleElement()
        .satisfies(
            violation -> {
              Evidence words = violation.evidence().getFirst();
              assertThat(text.substring(words.getStart(), words.getEnd()))
                  .isEqualTo("FIVE point nine per cent");
              assertThat(words.getText()).isEqualTo("FIVE point nine per cent");
            });
    assertThat(Duration.between(Source.START, call.all(ViolationDecided.class).getFirst().at()))
        .isEqualTo(Duration.ofSeconds(1));
  }
}
