package io.cueline.workbench.audit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.cueline.schemas.Violation;
import io.cueline.workbench.audit.Export.Format;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class ExportTest {

  @SuppressWarnings("NullAway.Init")
  private static RecordedViolations recorded;

  @BeforeAll
  static void start() throws ExecutionException, InterruptedException {
    recorded = new RecordedViolations();
    recorded.record(0, 20);
    recorded.record(
        Violation.newBuilder(RecordedViolations.violation(3)).setMessage("erased").build());
  }

  @AfterAll
  static void close() {
    recorded.close();
  }

  @Test
  void eachViolationIsExportedOnceAndAsItStandsLast() throws IOException {
    List<String> lines = export(Format.JSONL, Optional.empty(), Optional.empty());
    assertThat(lines).hasSize(20);
    JsonNode third = null;
    for (String line : lines) {
      JsonNode hit = new JsonMapper().readTree(line);
      third = hit.path("violation_id").asText().equals("v-3") ? hit : third;
    }
    assertThat(third).isNotNull();
    assertThat(third.path("message").asText()).isEqualTo("erased");
    assertThat(third.path("evidence").path(0).path("text").asText()).isEqualTo("guarantee");
  }

  @Test
  void theTimesGivenBoundIt() {
    Instant start = RecordedViolations.START;
    assertThat(
            export(
                Format.JSONL, Optional.of(start.plusSeconds(5)), Optional.of(start.plusSeconds(8))))
        .hasSize(3);
  }

  @Test
  void aCellOfCsvIsQuotedAndNeverAFormula() {
    List<String> lines = export(Format.CSV, Optional.empty(), Optional.empty());
    assertThat(lines).hasSize(21);
    assertThat(lines.getFirst()).startsWith("timestamp,conversation_id,utterance,state,");
    assertThat(lines.get(1))
        .contains(",\"we \"\"guarantee\"\", a refund\",VIOLATION,")
        .contains(",\"'=cmd|'/c calc'!A0\",");
  }

  @Test
  void aLineOfTailHasEightyColumns() throws InterruptedException {
    ConcurrentLinkedQueue<HitRow> seen = new ConcurrentLinkedQueue<>();
    try (Following following = new Following(recorded.kafka())) {
      Optional<Instant> from = Optional.of(RecordedViolations.START.plusSeconds(10));
      Thread running = Thread.ofPlatform().start(() -> following.tail(from, seen::add));
      Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> seen.size() == 10);
      following.stop();
      running.join();
    }
    assertThat(seen)
        .allSatisfy(
            hit ->
                assertThat(hit.toLine())
                    .hasSizeLessThanOrEqualTo(80)
                    .contains("high", "no-guarantees", hit.text("conversation_id")));
  }

  private static List<String> export(Format format, Optional<Instant> from, Optional<Instant> to) {
    StringBuilder out = new StringBuilder();
    new Export(format, from, to).write(recorded.kafka(), out);
    return out.toString().lines().toList();
  }
}
