package io.cueline.topology.rules;

import static io.cueline.topology.rules.RuleSamples.heard;
import static io.cueline.topology.rules.RuleSamples.phrase;
import static io.cueline.topology.rules.RuleSamples.phrases;
import static io.cueline.topology.rules.RuleSamples.snapshot;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MatchingTest {

  @ParameterizedTest(name = "{0} in \"{1}\": {2}")
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      quoteCharacter = '~',
      textBlock =
          """
          # whole words only
          refund     | I refunded it, prerefund         | -
          cancel     | the cancellation                 | -
          cancel     | Cancel. cancel! (CANCEL)         | Cancel;cancel;CANCEL
          can        | I can't                          | -
          agent      | the agent's desk                 | agent
          cancel*    | cancelled, cancel, uncancelled   | cancelled;cancel
          risk free  | Risk \t  FREE!                   | Risk \t  FREE
          don't      | I don’t know                     | don’t
          café       | at the CAFÉ today                | CAFÉ
          guarantee  | ｇｕａｒａｎｔｅｅ  it             | ｇｕａｒａｎｔｅｅ
          guarantee  | 👍guarantee👍                    | guarantee
          # prices and rates at a pattern's edge
          $1,250.50  | it is $1,250.50.                 | $1,250.50
          $1,250.50  | it is $1,250.505                 | -
          $1,250     | it is $1,250.50                  | -
          250.50     | it is $1,250.50                  | -
          5.9%       | at 5.9% now                      | 5.9%
          5.9%       | at 25.9% now                     | -
          5.9%       | five point nine percent          | five point nine percent
          5.9 percent| it is five point nine percent.   | five point nine percent
          5.9 percent| it is 5.9%                       | 5.9%
          five point nine percent | it is 5.9%          | 5.9%
          $1,250     | twelve hundred and fifty dollars | twelve hundred and fifty dollars
          $1,250.50  | twelve hundred and fifty dollars and fifty cents | twelve hundred and fifty dollars and fifty cents
          1250 dollars | $1250                          | $1250
          # disfluencies inside
          refund in full | refund, um, in full          | refund, um, in full
          refund in full | refund like in, you know, full | refund like in, you know, full
          i would like to cancel | I would like to, uh, cancel | I would like to, uh, cancel
          you know the rules | well you know the rules  | you know the rules
          so         | so be it                         | so
          i would like a refund | I would, you know, like a refund | I would, you know, like a refund
          risk free  | risk... um... free               | risk... um... free
          # words that a hyphen joins, or not
          risk free  | a risk-free offer                | risk-free
          risk-free  | it is risk free                  | risk free
          risk-free* | it is Risk Freely                | Risk Freely
          risk free  | high risk - free of fees         | -
          """)
  void literals(String phrase, String text, @Nullable String expected) {
    List<String> words = expected == null ? List.of() : List.of(expected.split(";", -1));
    assertThat(heard(phrase(phrase), text)).isEqualTo(words);
  }

  @ParameterizedTest(name = "{0} in \"{1}\": {2}")
  @CsvSource(
      delimiter = '¦',
      nullValues = "-",
      quoteCharacter = '~',
      textBlock =
          """
          refund(ed)? in full ¦ REFUNDED in full ¦ REFUNDED in full
          (?<!\\w)\\$1,250\\.50(?!\\w) ¦ it is $1,250.50, ok ¦ $1,250.50
          (?<!\\w)\\$1,250\\.50(?!\\w) ¦ it is x$1,250.50 ¦ -
          \\b\\$1,250\\.50\\b ¦ it is $1,250.50. ¦ $1,250.50
          \\b5\\.9%\\b ¦ at 5.9% now ¦ 5.9%
          \\b5\\.9%\\b ¦ at 25.9% now ¦ -
          \\b5\\.9%\\b ¦ five point nine percent ¦ five point nine percent
          (?<!\\S)5\\.9%(?=\\s|$) ¦ 5.9% ¦ 5.9%
          (?<!\\S)5\\.9%(?=\\s|$) ¦ five point nine percent here ¦ five point nine percent
          (?<!\\S)5\\.9%(?=\\s|$) ¦ (5.9% ¦ -
          (?<![\\w$])\\d+(?![\\w.]) ¦ $12 x13 14. 15 ¦ 15
          (?<=^|\\s)fee\\b|\\bcost(?!\\w) ¦ fee, free fee costs cost ¦ fee;fee;cost
          \\bcan(cel)?\\b ¦ cancels can ¦ can
          # who writes an expression says what a hyphen is
          risk free ¦ a risk-free offer ¦ -
          (?<![\\w-])refund ¦ a pre-refund refund ¦ refund
          # a shorter match satisfies the trailing check
          \\bfee( free)?(?!s) ¦ fee frees ¦ fee
          # a rejected match hides no later one
          \\bfee\\b ¦ coffee fee ¦ fee
          # adjoining matches share their neighbour
          \\bno\\b ¦ no no no ¦ no;no;no
          (?:(?<!\\w)no(?!\\w)) ¦ know no ¦ no
          guaranteed?\\s+returns? ¦ guarantee   return ¦ guarantee   return
          I’m sure ¦ i'm sure ¦ i'm sure
          \\d{3} dollars ¦ two hundred and fifty dollars ¦ two hundred and fifty dollars
          (may|will) be recorded ¦ may, um, be recorded ¦ may, um, be recorded
          """)
  void expressions(String regex, String text, @Nullable String expected) {
    List<String> words = expected == null ? List.of() : List.of(expected.split(";", -1));
    assertThat(heard(phrase("re:" + regex), text)).isEqualTo(words);
  }

  @Test
  void aRuleMayKeepDisfluencies() {
    RuleSnapshot rules = phrases(List.of("in full"), "disfluencies: keep");
    assertThat(heard(rules, "in, um, full")).isEmpty();
    assertThat(heard(rules, "in full")).containsExactly("in full");
  }

  @Test
  void aPhraseRunsOnFromTheUtteranceBefore() {
    RuleSnapshot rules = phrase("refund in full");

    List<Hit> hits = rules.match("you get a refund", "in full today");

    assertThat(hits).hasSize(1);
    assertThat(hits.getFirst().start()).isEqualTo(-7);
    assertThat(hits.getFirst().end()).isEqualTo(7);
  }

  @Test
  void aHitMustTouchTheUtteranceItself() {
    RuleSnapshot rules = phrase("refund");
    assertThat(rules.match("a refund", "for you")).isEmpty();
    assertThat(rules.match("a refund", "a refund")).hasSize(1);
  }

  @Test
  void theCutWordAtTheTailsBeginningIsNoWord() {
    String tail = "guarantee" + " x".repeat(96);
    assertThat(tail.length()).isGreaterThanOrEqualTo(RuleSnapshot.TAIL_LENGTH);
    assertThat(phrase("re:guarantee.*now").match(tail, "now")).isEmpty();
  }

  @Test
  void overlappingHitsOfOnePhraseAreOne() {
    assertThat(heard(phrases(List.of("re:a b|b c", "b")), "a b c")).containsExactly("a b", "b");
    assertThat(heard(phrase("no no"), "no no no")).containsExactly("no no no");
  }

  @Test
  void whatIsSaidUnlessIsVoid() {
    RuleSnapshot rules = phrases(List.of("guarantee*"), "unless: ['re:no guarantees?']");

    List<Hit> hits = rules.match("", "no guarantees here but I guarantee it");

    assertThat(hits).extracting(Hit::voided).containsExactly(true, false);
    assertThat(rules.match("there are no", "guarantees").getFirst().voided()).isTrue();
  }

  @Test
  void hitsComeInTheOrderOfTheTextWithTheirRoles() {
    RuleSnapshot rules =
        snapshot(
            """
            rules:
            - {id: b, kind: prohibited, distinct: 1, phrases: [loan, fee]}
            - {id: a, kind: required, phrases: [apr], due: 30s, after: {phrases: [mortgage, loan]}}
            - {id: z, kind: prohibited, distinct: 1, phrases: [fee], mode: 'off'}
            """);

    List<Hit> hits = rules.match("", "fee loan apr");

    assertThat(hits)
        .extracting(hit -> hit.rule().id() + " " + hit.role() + " " + hit.phrase())
        .containsExactly("b PHRASE 1", "a AFTER 1", "b PHRASE 0", "a PHRASE 0");
    assertThat(rules.rules()).extracting(Rule::id).containsExactly("a", "b");
  }
}
