package io.cueline.topology.rules;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** The schema that editors complete rule files by says what the reader says. */
class RuleSchemaTest {

  private static final String HEAD = "rules:\n- id: x\n  ";

  private final String text = resource("/rules/rules.schema.json");
  private final JsonSchema schema =
      JsonSchemaFactory.getInstance(VersionFlag.V202012).getSchema(text);

  @Test
  void thePublishedCopyIsTheOneOnTheClassPath() throws IOException {
    assertThat(Files.readString(Path.of("..", "docs", "rules.schema.json"))).isEqualTo(text);
  }

  @Test
  void theFilesThatAreShippedAreAccepted() throws IOException {
    assertAccepted(RuleFile.defaultYaml());
    assertAccepted(
        Files.readString(
            Path.of("..", "workbench", "src", "main", "resources", "rules", "demo-rules.yaml")));
  }

  /** As {@code compliance-config} carries it, every field spelt out. */
  @Test
  void theCanonicalFormIsAccepted() {
    RuleFile.defaults().rules().forEach(rule -> assertAccepted("rules: [" + rule.source() + "]"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "kind: prohibited\n  phrases: guarantee",
        "kind: prohibited\n  phrases: [a, 5]\n  cooldown: 0\n  within: 1h30m\n  distinct: 1",
        "kind: prohibited\n  phrases: [a]\n  cooldown: 3 utterances\n  on_gap: keep\n  mode: shadow",
        "kind: required\n  phrases: [a]\n  due: 3 utterances",
        "kind: required\n  phrases: [a]\n  due: [30s, \"3 utterances\"]\n  after: start",
        "kind: required\n  phrases: [a]\n  due: 30s\n  after: {phrases: [loan]}\n  title: T",
        "kind: prohibited\n  phrases: [a]\n  language: en-GB\n  min_confidence: 0.5\n  severity: low",
      })
  void whatTheReaderTakesTheSchemaTakes(String rule) {
    assertAccepted(HEAD + rule + "\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "kind: prohibited",
        "kind: prohibited\n  phrases: []",
        "kind: prohibited\n  phrase: [a]",
        "kind: forbidden\n  phrases: [a]",
        "phrases: [a]",
        "kind: prohibited\n  phrases: {a: b}",
        "kind: prohibited\n  phrases: [[a]]",
        "kind: prohibited\n  phrases: [a]\n  due: 30s",
        "kind: prohibited\n  phrases: [a]\n  cooldown: 30 seconds",
        "kind: prohibited\n  phrases: [a]\n  cooldown: 0 utterances",
        "kind: prohibited\n  phrases: [a]\n  distinct: many",
        "kind: prohibited\n  phrases: [a]\n  distinct: 0",
        "kind: prohibited\n  phrases: [a]\n  severity: urgent",
        "kind: prohibited\n  phrases: [a]\n  speaker: supervisor",
        "kind: prohibited\n  phrases: [a]\n  mode: on",
        "kind: prohibited\n  phrases: [a]\n  min_confidence: 2",
        "kind: prohibited\n  phrases: [a]\n  language: english!",
        "kind: required\n  phrases: [a]",
        "kind: required\n  phrases: [a]\n  due: 30s\n  cooldown: 1 utterance",
        "kind: required\n  phrases: [a]\n  due: soon",
        "kind: required\n  phrases: [a]\n  due: 0s",
        "kind: required\n  phrases: [a]\n  due: [1s, 2 utterances, 3s]",
        "kind: required\n  phrases: [a]\n  due: 30s\n  after: end",
        "kind: required\n  phrases: [a]\n  due: 30s\n  after: {speaker: any}",
      })
  void whatTheReaderRefusesTheSchemaRefuses(String rule) {
    String yaml = HEAD + rule + "\n";
    assertThat(RuleFile.parse("t.yaml", yaml)).isInstanceOf(RuleFile.Result.Refused.class);
    // A due of nothing passes for a duration; all else is said by the schema too.
    if (!rule.contains("due: 0s")) {
      assertThat(schema.validate(tree(yaml))).as(yaml).isNotEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"rule: []", "[]", "rules: {}", "rules: []\nengine: {join: 1s}", "rules: [1]"})
  void filesOfAnotherFormAreRefusedByBoth(String yaml) {
    assertThat(RuleFile.parse("t.yaml", yaml)).isInstanceOf(RuleFile.Result.Refused.class);
    assertThat(schema.validate(tree(yaml))).isNotEmpty();
  }

  private void assertAccepted(String yaml) {
    assertThat(RuleFile.parse("t.yaml", yaml)).isInstanceOf(RuleFile.Result.Accepted.class);
    assertThat(schema.validate(tree(yaml))).as(yaml).isEmpty();
  }

  private static JsonNode tree(String yaml) {
    return new JsonMapper()
        .valueToTree(new Load(LoadSettings.builder().build()).loadFromString(yaml));
  }

  private static String resource(String path) {
    try (InputStream stream =
        Objects.requireNonNull(RuleSchemaTest.class.getResourceAsStream(path))) {
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException failure) {
      throw new AssertionError(failure);
    }
  }
}
