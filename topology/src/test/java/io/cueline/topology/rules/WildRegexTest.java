package io.cueline.topology.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cueline.schemas.Severity;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Patterns that people wrote, some of them deadly to an engine that backtracks, on what people type
 * into forms to break them and on long repetitions.
 */
class WildRegexTest {

  private static final Logger LOG = LoggerFactory.getLogger(WildRegexTest.class);
  private static final Path ATTACKS =
      Path.of(System.getProperty("cueline.data", "../../shared/data"), "attack");
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int LENGTH = 10_000;

  /** What we promise of a warm process on a quiet machine. */
  private static final Duration PROMISED = Duration.ofMillis(5);

  /** What must hold anywhere; a stall takes minutes. In the thread's own time. */
  private static final Duration LONGEST = Duration.ofMillis(100);

  @Test
  void eachIsRefusedWithAReasonOrEvaluatedInTime() throws IOException {
    assumeTrue(Files.exists(ATTACKS), "skipped: no " + ATTACKS);
    List<String> texts = texts();
    int refused = 0;
    int evaluated = 0;
    int undecided = 0;
    int late = 0;
    Duration slowest = Duration.ZERO;
    for (String line : Files.readAllLines(ATTACKS.resolve("wild-regexes.jsonl"))) {
      String phrase = "re:" + JSON.readTree(line).get("pattern").asText();
      Optional<PhraseRefusal> refusal = refusal(phrase);
      if (refusal.isPresent()) {
        assertThat(refusal.get().reason()).isNotBlank();
        refused++;
        continue;
      }
      evaluated++;
      RuleSnapshot rules = RuleSnapshot.of(1, EngineSettings.DEFAULT, List.of(rule(phrase)));
      for (String text : texts) {
        Duration took = best(rules, text);
        assertThat(took).as(phrase).isLessThan(LONGEST);
        slowest = slowest.compareTo(took) < 0 ? took : slowest;
        late += took.compareTo(PROMISED) > 0 ? 1 : 0;
        undecided += rules.matches("", text).undecided().size();
      }
    }
    LOG.atInfo()
        .addKeyValue("refused", refused)
        .addKeyValue("evaluated", evaluated)
        .addKeyValue("texts", texts.size())
        .addKeyValue("undecided", undecided)
        .addKeyValue("late", late)
        .addKeyValue("slowestMicros", slowest.toNanos() / 1000)
        .log("patterns from the wild");
    assertThat(evaluated).isGreaterThan(600);
    assertThat(undecided).isLessThan(evaluated * texts.size() / 100);
  }

  private static Optional<PhraseRefusal> refusal(String phrase) {
    try {
      PhraseCompiler.compile(phrase);
      return Optional.empty();
    } catch (PhraseRefusal refusal) {
      return Optional.of(refusal);
    }
  }

  /** Of three tries, where the first one takes long: what the pattern costs, not the machine. */
  private static Duration best(RuleSnapshot rules, String text) {
    Duration best = took(rules, text);
    for (int tries = 0; tries < 3 && best.toMillis() > 1; tries++) {
      Duration took = took(rules, text);
      best = took.compareTo(best) < 0 ? took : best;
    }
    return best;
  }

  private static Duration took(RuleSnapshot rules, String text) {
    long start = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    rules.matches("", text);
    return Duration.ofNanos(ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - start);
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
            Optional.empty(),
            0,
            false,
            List.of(phrase),
            List.of(),
            Severity.LOW,
            "",
            0);
    return new ProhibitedRule(head, 1, Optional.empty(), new Cooldown.Utterances(1), false);
  }

  private static List<String> texts() throws IOException {
    List<String> texts = new ArrayList<>();
    for (JsonNode text : JSON.readTree(ATTACKS.resolve("naughty-strings.json").toFile())) {
      texts.add(text.asText());
    }
    for (String unit :
        List.of("a", "0", "a ", "1.", "<a>", "a@a.", "-", "http://", "um five so ", "$1,250% ")) {
      texts.add((unit.repeat(LENGTH / unit.length()) + "!").strip());
    }
    return texts;
  }
}
