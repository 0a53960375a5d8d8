package io.cueline.topology.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Patterns that people wrote, some of them deadly to an engine that backtracks. */
class WildRegexTest {

  private static final Logger LOG = LoggerFactory.getLogger(WildRegexTest.class);
  private static final Path FILE =
      Path.of(System.getProperty("cueline.data", "../../shared/data"), "attack/wild-regexes.jsonl");
  private static final int LENGTH = 10_000;

  /** Generous, as other work shares the machine; a stall takes minutes. */
  private static final Duration LONGEST = Duration.ofMillis(500);

  @Test
  void eachIsRefusedWithAReasonOrEvaluatedInTime() throws IOException {
    Path file = Files.exists(FILE) ? FILE : Path.of("/work/shared/data/attack/wild-regexes.jsonl");
    assumeTrue(Files.exists(file), "skipped: no " + FILE);
    List<RuleSnapshot> rules = new ArrayList<>();
    int refused = 0;
    ObjectMapper json = new ObjectMapper();
    for (String line : Files.readAllLines(file)) {
      String pattern = json.readTree(line).get("pattern").asText();
      try {
        PhraseCompiler.compile("re:" + pattern);
        rules.add(RuleSnapshot.of(1, EngineSettings.DEFAULT, List.of(rule("re:" + pattern))));
      } catch (PhraseRefusal refusal) {
        assertThat(refusal.reason()).isNotBlank();
        refused++;
      }
    }

    long slowest = 0;
    for (RuleSnapshot each : rules) {
      for (String text : texts()) {
        long start = System.nanoTime();
        List<Hit> hits = each.match("", text);
        long took = System.nanoTime() - start;
        slowest = Math.max(slowest, took);
        assertThat(Duration.ofNanos(took))
            .as("%s, %d hits", each.rules().getFirst().phrases(), hits.size())
            .isLessThan(LONGEST);
      }
    }

    LOG.info("{} refused, {} evaluated, slowest {} µs", refused, rules.size(), slowest / 1000);
    assertThat(rules.size()).isGreaterThan(600);
  }

  private static Rule rule(String phrase) {
    RuleHead head =
        new RuleHead(
            "wild",
            1,
            "",
            "",
            SpeakerScope.ANY,
            Mode.LIVE,
            java.util.Optional.empty(),
            0,
            false,
            List.of(phrase),
            List.of(),
            io.cueline.schemas.Severity.LOW,
            "");
    return new ProhibitedRule(
        head, 1, java.util.Optional.empty(), new Cooldown.Utterances(1), false);
  }

  private static List<String> texts() {
    List<String> texts = new ArrayList<>();
    for (String unit : List.of("a", "0", "a ", "1.", "<a>", "a@a.", "-", "http://")) {
      texts.add(unit.repeat(LENGTH / unit.length()) + "!");
    }
    return texts;
  }
}
