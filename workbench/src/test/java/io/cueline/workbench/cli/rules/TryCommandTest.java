package io.cueline.workbench.cli.rules;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code rules try}, as an officer and a program see it. */
class TryCommandTest {

  private static final String RULES =
      """
      rules:
        - id: words
          kind: prohibited
          phrases: [guarantee, refund, "risk free"]
        - id: notice
          kind: required
          phrases: [this call is recorded]
          due: 10s
        - id: watched
          kind: prohibited
          speaker: customer
          distinct: 1
          mode: shadow
          phrases: [lawyer]
      """;

  @TempDir private Path folder;

  @Test
  void withoutRulesOrCallsItSaysWhatIsMissing() throws IOException {
    Path calls = file("calls.jsonl", "{\"interactionId\":\"a\",\"turns\":[]}");

    assertThat(Run.of("rules", "try", "--calls", calls.toString()).exit()).isEqualTo(2);
    assertThat(Run.of("rules", "try", "default").exit()).isEqualTo(2);
    Run missing = Run.of("rules", "try", folder + "/none.yaml", "--calls", calls.toString());
    assertThat(missing.exit()).isEqualTo(1);
    assertThat(missing.err()).contains("none.yaml: there is no such file");
    Run empty = Run.of("rules", "try", "default", "--calls", calls.toString());
    assertThat(empty.exit()).isEqualTo(1);
    assertThat(empty.err()).contains("calls.jsonl:1: turns is empty");
    Run aFolder = Run.of("rules", "try", "default", "--calls", folder.toString());
    assertThat(aFolder.exit()).isEqualTo(1);
    assertThat(aFolder.err()).contains(": is a folder");
  }

  @Test
  void aByteOrderMarkBeforeTheCallsIsNoMistake() throws IOException {
    Path calls = calls("{\"speaker\":\"agent\",\"text\":\"hello\"}");
    Files.writeString(calls, "\uFEFF" + Files.readString(calls));

    assertThat(Run.of("rules", "try", "default", "--calls", calls.toString()).exit()).isZero();
  }

  @Test
  void brokenRulesAreToldWithTheirLine() throws IOException {
    Path rules = file("r.yaml", "rules:\n  - id: x\n    kind: prohibited\n    phrase: [a]\n");
    Path calls = calls("{\"speaker\":\"agent\",\"text\":\"hello\"}");

    Run run = Run.of("rules", "try", rules.toString(), "--calls", calls.toString());

    assertThat(run.exit()).isEqualTo(1);
    assertThat(run.err()).contains("r.yaml:4: rule x: unknown field 'phrase'");
  }

  @Test
  void aViolationOverTwoTurnsPointsIntoBoth() throws IOException {
    List<JsonNode> lines =
        lines(
            "{\"speaker\":\"agent\",\"text\":\"This call is recorded.\",\"startMs\":1000}",
            "{\"speaker\":\"customer\",\"text\":\"I want my refund\",\"startMs\":2500}",
            "{\"speaker\":\"agent\",\"text\":\"Um, we guarantee it.\",\"startMs\":4000}",
            "{\"speaker\":\"agent\",\"text\":\"A refund, that is\",\"startMs\":9000}");

    assertThat(lines).hasSize(2);
    JsonNode notice = lines.get(0);
    assertThat(notice.toString())
        .isEqualTo(
            "{\"interactionId\":\"call\",\"ruleId\":\"notice\",\"outcome\":\"SATISFIED\",\"atMs\":1000,"
                + "\"evidence\":[{\"text\":\"This call is recorded\",\"start\":0,\"end\":21,"
                + "\"speaker\":\"agent\",\"turn\":0}],\"mode\":\"live\"}");
    JsonNode violation = lines.get(1);
    assertThat(violation.get("outcome").asText()).isEqualTo("VIOLATION");
    assertThat(violation.get("atMs").asLong()).isEqualTo(9000);
    assertThat(violation.get("evidence"))
        .extracting(each -> each.get("text").asText() + each.get("turn") + each.get("start"))
        .containsExactly("guarantee27", "refund32");
  }

  @Test
  void turnsWithoutTimesLieFiveSecondsApartAndTheCallEndsWithItsLast() throws IOException {
    List<JsonNode> lines =
        lines(
            "{\"speaker\":\"agent\",\"text\":\"Hello\"}",
            "{\"speaker\":\"customer\",\"text\":\"I will call my lawyer\"}",
            "{\"speaker\":\"agent\",\"text\":\"Guarantee, risk  FREE.\"}");

    // The notice is due at the very time of the last turn, which does not make it.
    assertThat(lines)
        .extracting(each -> each.get("ruleId").asText() + each.get("outcome") + each.get("atMs"))
        .containsExactly(
            "watched\"VIOLATION\"5000", "notice\"MISSED\"10000", "words\"VIOLATION\"10000");
    assertThat(lines.getFirst().get("mode").asText()).isEqualTo("shadow");
  }

  @Test
  void turnsOutOfOrderAreHeardInTheOrderOfTimeAndKeepTheirNumbers() throws IOException {
    List<JsonNode> lines =
        lines(
            "{\"speaker\":\"agent\",\"text\":\"this call is recorded\",\"startMs\":12000}",
            "{\"speaker\":\"agent\",\"text\":\"hello\",\"startMs\":0}");

    assertThat(lines).hasSize(1);
    assertThat(lines.getFirst().get("outcome").asText()).isEqualTo("LATE");
    assertThat(lines.getFirst().get("evidence").get(0).get("turn").asInt()).isZero();
  }

  @Test
  void anEmptyTurnDividesNothing() throws IOException {
    List<JsonNode> lines =
        lines(
            "{\"speaker\":\"agent\",\"text\":\"this call\"}",
            "{\"speaker\":\"customer\",\"text\":\"\"}",
            "{\"speaker\":\"agent\",\"text\":\"is recorded\",\"startMs\":6000}");

    assertThat(lines.getFirst().get("outcome").asText()).isEqualTo("SATISFIED");
    assertThat(lines.getFirst().get("evidence").get(0).get("text").asText())
        .isEqualTo("is recorded");
  }

  @Test
  void longSilencesDoNotEndACallOfAFile() throws IOException {
    List<JsonNode> lines =
        lines(
            "{\"speaker\":\"agent\",\"text\":\"this call is recorded, I guarantee\",\"startMs\":0}",
            "{\"speaker\":\"agent\",\"text\":\"a refund\",\"startMs\":9000000}");

    assertThat(lines).extracting(each -> each.get("outcome").asText()).contains("VIOLATION");
  }

  @Test
  void theTableFitsEightyColumnsAndAddsUp() throws IOException {
    Path calls =
        calls(
            "{\"speaker\":\"agent\",\"text\":\"guarantee and refund\\u001b[31m and so on\"}",
            "{\"speaker\":\"customer\",\"text\":\"my lawyer\"}",
            "{\"speaker\":\"customer\",\"text\":\"bye\"}");

    Run run = Run.of("rules", "try", rules().toString(), "--calls", calls.toString());

    assertThat(run.exit()).isZero();
    assertThat(run.out().lines()).allMatch(line -> line.length() <= 80);
    assertThat(run.out())
        .contains("VIOLATION*", "1 calls, 2 alerts, 200.0 per hundred calls", "shadow mode")
        .doesNotContain("\u001b");
  }

  private List<JsonNode> lines(String... turns) throws IOException {
    Run run =
        Run.of("rules", "try", rules().toString(), "--calls", calls(turns).toString(), "--json");
    assertThat(run.err()).isEmpty();
    assertThat(run.exit()).isZero();
    return run.jsonLines();
  }

  private Path rules() throws IOException {
    return file("rules.yaml", RULES);
  }

  private Path calls(String... turns) throws IOException {
    return file(
        "calls.jsonl",
        "{\"interactionId\":\"call\",\"turns\":[" + String.join(",", turns) + "]}\n");
  }

  private Path file(String name, String content) throws IOException {
    return Files.writeString(folder.resolve(name), content);
  }
}
