package io.cueline.workbench.cli.rules;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code rules backtest} on call files. */
class BacktestCommandTest {

  private static final String WORDS =
      "- {id: words, kind: prohibited, distinct: %d, phrases: [%s]}\n";
  private static final String NOTICE =
      "- {id: notice, kind: required, due: %s, phrases: [recorded]}\n";
  private static final List<String> CALLS =
      List.of(
          call("one", "agent: guarantee, refund", "agent: recorded"),
          call("two", "agent: guarantee", "agent: nothing", "agent: refund"),
          call("three", "agent: promise, cancel", "customer: x", "agent: y", "agent: recorded"),
          call("four", "agent: hello"));

  @TempDir private Path folder;

  @Test
  void theSameRulesGainLoseAndChangeNothing() throws IOException {
    String rules = WORDS.formatted(2, "guarantee, refund") + NOTICE.formatted("6s");

    JsonNode result = compare(rules, rules).json();

    assertThat(result.get("calls").asInt()).isEqualTo(4);
    assertThat(told(result)).containsExactly("notice 2>2 +0 -0 ~0", "words 2>2 +0 -0 ~0");
    assertThat(result.get("alertsPer100Calls").toString())
        .isEqualTo("{\"baseline\":100.0,\"candidate\":100.0}");
  }

  @Test
  void hitsGainedLostAndChangedAreToldByRuleWithExamples() throws IOException {
    JsonNode result =
        compare(
                WORDS.formatted(2, "guarantee, refund") + NOTICE.formatted("6s"),
                WORDS.formatted(2, "guarantee, promise, cancel, nothing")
                    + NOTICE.formatted("16s")
                    + "- {id: new, kind: prohibited, distinct: 1, phrases: [hello], mode: shadow}\n")
            .json();

    assertThat(told(result))
        .containsExactly("new 0>1 +1 -0 ~0", "notice 2>0 +0 -2 ~0", "words 2>2 +2 -2 ~0");
    assertThat(result.get("alertsPer100Calls").toString())
        .as("shadow rules alert nobody")
        .isEqualTo("{\"baseline\":100.0,\"candidate\":50.0}");
    JsonNode example = result.get("rules").get(0).get("examples").get(0);
    assertThat(example.get("change").asText()).isEqualTo("gained");
    assertThat(example.get("interactionId").asText()).isEqualTo("four");
    assertThat(example.get("candidate").get("evidence").get(0).get("text").asText())
        .isEqualTo("hello");
    assertThat(example.has("baseline")).isFalse();
  }

  @Test
  void theSameHitOnOtherWordsOrWithAnotherOutcomeIsChanged() throws IOException {
    JsonNode result =
        compare(
                WORDS.formatted(1, "guarantee, refund") + NOTICE.formatted("6s"),
                WORDS.formatted(1, "\"guarantee, refund\", refund")
                    + NOTICE.formatted("6s").replace("recorded", "taped"))
            .json();

    // "three" said it late and now never; "one" said it in time and is now over before it is due.
    assertThat(told(result)).containsExactly("notice 2>2 +0 -0 ~1", "words 3>2 +0 -1 ~1");
  }

  @Test
  void aRuleThatIsGoneLosesItsHits() throws IOException {
    Run run =
        compare(
            WORDS.formatted(2, "guarantee, refund") + NOTICE.formatted("6s"),
            NOTICE.formatted("6s"));

    assertThat(told(run.json())).containsExactly("notice 2>2 +0 -0 ~0", "words 2>0 +0 -2 ~0");
  }

  @Test
  void forPeopleItFitsEightyColumns() throws IOException {
    Path calls = Files.write(folder.resolve("c.jsonl"), CALLS);
    Run run =
        Run.of(
            "rules",
            "backtest",
            "--baseline",
            "default",
            "--candidate",
            file("b.yaml", WORDS.formatted(2, "guarantee, refund")),
            "--calls",
            calls.toString());

    assertThat(run.exit()).isZero();
    assertThat(run.out().lines()).allMatch(line -> line.length() <= 80);
    assertThat(run.out()).contains("gained", "lost", "alerts per hundred calls");
  }

  @Test
  void whatCannotBeMeantIsSaid() throws IOException {
    String rules = file("a.yaml", NOTICE.formatted("6s"));
    assertThat(Run.of("rules", "backtest", "--baseline", rules).exit()).isEqualTo(2);
    Run both =
        Run.of(
            "rules",
            "backtest",
            "--baseline",
            rules,
            "--candidate",
            rules,
            "--calls",
            "x.jsonl",
            "--from",
            "2026-03-01");
    assertThat(both.exit()).isEqualTo(2);
    Run date =
        Run.of(
            "rules", "backtest", "--baseline", rules, "--candidate", rules, "--from", "yesterday");
    assertThat(date.exit()).isEqualTo(1);
    assertThat(date.err()).contains("--from cannot be 'yesterday'");
  }

  private Run compare(String baseline, String candidate) throws IOException {
    Path calls = Files.write(folder.resolve("c.jsonl"), CALLS);
    Run run =
        Run.of(
            "rules",
            "backtest",
            "--baseline",
            file("a.yaml", baseline),
            "--candidate",
            file("b.yaml", candidate),
            "--calls",
            calls.toString(),
            "--json");
    assertThat(run.err()).isEmpty();
    assertThat(run.exit()).isZero();
    return run;
  }

  /** Such as {@code words 2>1 +0 -1 ~0}. */
  private static List<String> told(JsonNode result) {
    return StreamSupport.stream(result.get("rules").spliterator(), false)
        .map(
            rule ->
                "%s %s>%s +%s -%s ~%s"
                    .formatted(
                        rule.get("id").asText(),
                        rule.get("baselineHits"),
                        rule.get("candidateHits"),
                        rule.get("gained"),
                        rule.get("lost"),
                        rule.get("changed")))
        .toList();
  }

  private String file(String name, String rules) throws IOException {
    return Files.writeString(folder.resolve(name), "rules:\n" + rules).toString();
  }

  /** Turns five seconds apart. */
  private static String call(String id, String... turns) {
    StringBuilder line = new StringBuilder("{\"interactionId\":\"%s\",\"turns\":[".formatted(id));
    String separator = "";
    for (String turn : turns) {
      String[] parts = turn.split(": ", 2);
      line.append(separator)
          .append("{\"speaker\":\"%s\",\"text\":\"%s\"}".formatted(parts[0], parts[1]));
      separator = ",";
    }
    return line.append("]}").toString();
  }
}
