package io.cueline.topology.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.cueline.schemas.Severity;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RuleFileTest {

  private static List<RuleError> errors(String yaml) {
    return switch (RuleFile.parse("f.yaml", yaml)) {
      case RuleFile.Result.Accepted accepted -> List.of();
      case RuleFile.Result.Refused refused -> refused.errors();
    };
  }

  private static Rule rule(String yaml) {
    return switch (RuleFile.parseRule("rule", yaml)) {
      case RuleFile.RuleResult.Accepted accepted -> accepted.rule();
      case RuleFile.RuleResult.Refused refused ->
          throw new AssertionError(refused.errors().toString());
    };
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(
      delimiter = '¦',
      quoteCharacter = '~',
      textBlock =
          """
          {kind: prohibited, phrases: [a]} ¦ field 'id' is missing
          {id: x, phrases: [a]} ¦ field 'kind' is missing
          {id: x, kind: forbidden, phrases: [a]} ¦ kind cannot be 'forbidden'; use prohibited, required
          {id: x, kind: prohibted, phrases: [a]} ¦ did you mean 'prohibited'?
          {id: x, kind: prohibited} ¦ no phrases
          {id: x, kind: prohibited, phrases: []} ¦ no phrases
          {id: x, kind: prohibited, phrases: ['']} ¦ an empty phrase
          {id: x, kind: prohibited, phrases: ['*']} ¦ an empty phrase
          {id: x, kind: prohibited, phrases: ['a* b']} ¦ '*' may only stand at the end
          {id: x, kind: prohibited, phrases: [a, A]} ¦ given twice
          {id: x, kind: prohibited, phrases: [[a]]} ¦ phrases must be text
          {id: x, kind: prohibited, phrases: [null]} ¦ phrases is empty
          {id: x, kind: prohibited, phrases: {a: b}} ¦ phrases must be text
          {id: x, kind: prohibited, phrase: [a]} ¦ unknown field 'phrase' in a prohibited rule; did you mean 'phrases'?
          {id: x, kind: prohibited, phrases: [a], due: 30s} ¦ unknown field 'due' in a prohibited rule
          {id: x, kind: prohibited, phrases: [a], phrases: [b]} ¦ given twice
          {id: x, kind: prohibited, phrases: ['re:(']} ¦ missing ')'
          {id: x, kind: prohibited, phrases: ['re:a)']} ¦ unmatched ')'
          {id: x, kind: prohibited, phrases: ['re:[a']} ¦ missing ']'
          {id: x, kind: prohibited, phrases: ['re:(a)\\1']} ¦ back-references are not supported
          {id: x, kind: prohibited, phrases: ['re:a(?=b)c']} ¦ at the edges of a pattern only
          {id: x, kind: prohibited, phrases: ['re:(?<!no )a']} ¦ look-arounds of one character
          {id: x, kind: prohibited, phrases: ['re:(?>a)']} ¦ atomic groups
          {id: x, kind: prohibited, phrases: ['re:a++']} ¦ possessive
          {id: x, kind: prohibited, phrases: ['re:a*']} ¦ it matches nothing at all
          {id: x, kind: prohibited, phrases: ['re:\\b']} ¦ an alternative that matches nothing
          {id: x, kind: prohibited, phrases: ['re:a|']} ¦ an alternative that matches nothing
          {id: x, kind: prohibited, phrases: ['re:((a{900}){900}){900}']} ¦ too large to be matched quickly
          {id: x, kind: prohibited, phrases: ['re:\\y']} ¦ not a regular expression we can use
          {id: x, kind: prohibited, phrases: [a], unless: ['re:(']} ¦ unless 're:('
          {id: x, kind: prohibited, phrases: [a], distinct: 0} ¦ distinct cannot be '0'
          {id: x, kind: prohibited, phrases: [a], distinct: many} ¦ distinct cannot be 'many'
          {id: x, kind: prohibited, phrases: [a], within: 10} ¦ within cannot be '10'; write a duration
          {id: x, kind: prohibited, phrases: [a], within: 0} ¦ within must be more than 0
          {id: x, kind: prohibited, phrases: [a], cooldown: 0 utterances} ¦ cooldown of no utterances
          {id: x, kind: prohibited, phrases: [a], cooldown: -5s} ¦ cooldown cannot be '-5s'
          {id: x, kind: prohibited, phrases: [a], severity: hihg} ¦ did you mean 'high'?
          {id: x, kind: prohibited, phrases: [a], speaker: bot} ¦ speaker cannot be 'bot'
          {id: x, kind: prohibited, phrases: [a], mode: of} ¦ did you mean 'off'?
          {id: x, kind: prohibited, phrases: [a], on_gap: drop} ¦ on_gap cannot be 'drop'
          {id: x, kind: prohibited, phrases: [a], min_confidence: 2} ¦ min_confidence cannot be '2'
          {id: x, kind: prohibited, phrases: [a], min_confidence: NaN} ¦ min_confidence cannot be 'NaN'
          {id: x, kind: prohibited, phrases: [a], language: '?'} ¦ language cannot be '?'
          {id: x, kind: prohibited, phrases: [a], message: [b]} ¦ message must be text
          {id: '@revision', kind: prohibited, phrases: [a]} ¦ an id of other than letters
          {id: x, kind: required, phrases: [a]} ¦ field 'due' is missing
          {id: x, kind: required, phrases: [a], due: soon} ¦ due cannot be 'soon'
          {id: x, kind: required, phrases: [a], due: 0s} ¦ due must be more than 0
          {id: x, kind: required, phrases: [a], due: [1s, 2s]} ¦ due has two of a kind
          {id: x, kind: required, phrases: [a], due: 0 utterances} ¦ due of no utterances
          {id: x, kind: required, phrases: [a], due: 9s, after: end} ¦ after cannot be 'end'
          {id: x, kind: required, phrases: [a], due: 9s, after: {speaker: any}} ¦ no phrases
          {id: x, kind: required, phrases: [a], due: 9s, after: {phrases: [a], who: b}} ¦ unknown field 'who' in after
          {id: x, kind: prohibited, phrases: [!!java.lang.String a]} ¦ phrases has a tag
          just text ¦ a rule must be fields with values
          """)
  void aBadRuleIsRefusedWithItsReason(String rule, String reason) {
    List<RuleError> errors = errors("rules:\n- " + rule + "\n");
    assertThat(errors).isNotEmpty();
    assertThat(errors.toString()).contains(reason).contains("f.yaml:2");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "# nothing",
        "[]",
        "rules",
        "rules: 5",
        "rules: {}",
        "rule: []",
        "rules: [\n",
        "\tx: [",
        "rules: []\n---\nrules: []\n",
        "rules: [*a]",
        "a: &a [b]\nrules: [*a]",
        "rules: []\nengine: {idle_end: 0}",
        "rules: []\nengine: {idle_ned: 30m}",
        "rules: [\u0000]",
        "<<: {a: b}\nrules: []",
        "{? [a] : b}",
      })
  void aBadFileIsRefused(String yaml) {
    assertThat(errors(yaml)).isNotEmpty();
  }

  @Test
  void aFileThatIsTooMuchIsRefusedQuickly() {
    assertThat(errors("rules: " + "[".repeat(100_000)).toString()).contains("nested more than");
    assertThat(errors("#".repeat(10 << 20)).toString()).contains("larger than");
    StringBuilder bomb = new StringBuilder("a0: &a0 [x, x]\n");
    for (int level = 1; level < 60; level++) {
      String before = "*a" + (level - 1);
      bomb.append("a%d: &a%d [%s, %s]\n".formatted(level, level, before, before));
    }
    assertThat(errors(bomb.toString()).toString()).contains("aliases");
    assertThat(
            errors("rules:\n- {id: x, kind: prohibited, phrases: ['re:" + "(".repeat(900) + "']}"))
        .isNotEmpty();
  }

  @Test
  void allErrorsOfAFileAreSaidAtOnceWithTheirLines() {
    List<RuleError> errors =
        errors(
            """
            rules:
            - id: one
              kind: prohibited
              phrases: ["re:("]
              severity: loud
            - id: two
              kind: required
              phrases: [b]
            - id: three
              kind: prohibited
              phrases: [c]
            - id: three
              kind: prohibited
              phrases: [d]
            """);

    assertThat(errors)
        .extracting(error -> error.line() + " " + error.ruleId().orElse("-"))
        .containsExactly("4 one", "5 one", "6 two", "12 three");
    assertThat(errors.getLast().reason()).isEqualTo("the same id as in line 9");
  }

  @Test
  void whatIsNotSaidIsAsTheDesignSays() {
    ProhibitedRule rule = (ProhibitedRule) rule("{id: x, kind: prohibited, phrases: [a, 5.9]}");

    assertThat(rule.speaker()).isEqualTo(SpeakerScope.AGENT);
    assertThat(rule.mode()).isEqualTo(Mode.LIVE);
    assertThat(rule.severity()).isEqualTo(Severity.MEDIUM);
    assertThat(rule.distinct()).isEqualTo(2);
    assertThat(rule.cooldown()).isEqualTo(new Cooldown.Utterances(1));
    assertThat(rule.within()).isEmpty();
    assertThat(rule.phrases()).containsExactly("a", "5.9");
  }

  @Test
  void everyFieldIsRead() {
    RequiredRule rule =
        (RequiredRule)
            rule(
                """
                id: r.1
                kind: required
                speaker: any
                phrases: single
                unless: [x, "re:y+"]
                after: {speaker: customer, phrases: [loan]}
                due: [30s, "3 utterances"]
                severity: critical
                title: A title
                message: "say \\"it\\" ☎"
                language: en-GB
                mode: shadow
                min_confidence: 0.6
                disfluencies: keep
                """);

    assertThat(rule.due())
        .isEqualTo(new Due(Optional.of(Duration.ofSeconds(30)), OptionalInt.of(3)));
    assertThat(rule.after()).isEqualTo(new After.Heard(SpeakerScope.CUSTOMER, List.of("loan")));
    assertThat(rule.keepDisfluencies()).isTrue();
    assertThat(rule.minConfidence()).isEqualTo(0.6);
    assertThat(rule(rule.source())).isEqualTo(rule);
    assertThat(rule.source())
        .startsWith("{\"after\":{\"phrases\":[\"loan\"],\"speaker\":\"customer\"},\"disfl");
  }

  @Test
  void rulesThatSayTheSameHaveTheSameHash() {
    Rule one = rule("{id: x, kind: prohibited, phrases: [a, b], distinct: 2, within: 600s}");
    Rule other = rule("{within: 10m, phrases: ['a', \"b\"], kind: PROHIBITED, id: x}");
    Rule third = rule("{within: 11m, phrases: ['a', \"b\"], kind: prohibited, id: x}");

    assertThat(one.hash()).isEqualTo(other.hash()).hasSize(64).isNotEqualTo(third.hash());
  }

  @Test
  void aRuleThatCannotFireIsWarnedOf() {
    RuleFile.Result result =
        RuleFile.parse("f.yaml", "rules:\n- {id: x, kind: prohibited, phrases: [a]}\n");
    assertThat(((RuleFile.Result.Accepted) result).warnings().toString()).contains("never fires");
  }

  @Test
  void theEnginesSettingsBelongToTheFile() {
    RuleFile.Result result =
        RuleFile.parse("f.yaml", "rules: []\nengine: {join_window: 0, fragment_max: 9s}\n");
    EngineSettings engine = ((RuleFile.Result.Accepted) result).rules().engine();

    assertThat(engine.joinWindow()).isZero();
    assertThat(engine.fragmentMax()).isEqualTo(Duration.ofSeconds(9));
    assertThat(EngineSettings.of(engine.toAvro())).isEqualTo(engine);
  }
}
