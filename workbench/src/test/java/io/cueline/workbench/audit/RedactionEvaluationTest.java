package io.cueline.workbench.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.cueline.runtime.service.StartupException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RedactionEvaluationTest {

  @TempDir private Path folder;

  @Test
  void aFileOfAnotherFormatIsRefusedWithItsLine() throws IOException {
    Path file = Files.writeString(folder.resolve("x.jsonl"), "{\"text\":\"a\",\"spans\":[]}\n{}\n");
    assertThatThrownBy(() -> RedactionEvaluation.of(file, miss -> {}))
        .isInstanceOf(StartupException.class)
        .hasMessageContaining("x.jsonl:2: expected");
  }

  @Test
  void whatIsLeftAndWhatIsMaskedWronglyBothCount() throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("marked.jsonl"),
            """
            {"text":"call 555-123-4567","spans":[{"type":"PHONE_NUMBER","start":5,"end":17}]}
            {"text":"call me at noon ok","spans":[{"type":"PHONE_NUMBER","start":11,"end":15}]}
            {"text":"call 555-123-4567","spans":[]}
            """);
    assertThat(RedactionEvaluation.of(file, miss -> {}).scores())
        .isEqualTo(Map.of("PHONE_NUMBER", new RedactionScore(2, 1, 2, 1)));
  }

  @Test
  void bothMasksTakePart() {
    BothMasks.Masked masked =
        BothMasks.mask("card 4111 1111 1111 1111, cvv 123, ssn 460-89-9847, jo@mail.example");
    assertThat(masked.spans())
        .extracting(BothMasks.Span::kind)
        .containsExactly("CARD", "CODE", "SOCIAL_SECURITY", "EMAIL");
    assertThat(masked.text())
        .isEqualTo("card **** **** **** ****, cvv ***, ssn ***********, ***************");
  }

  @ParameterizedTest
  @ValueSource(strings = {"CREDIT_CARD", "US_SSN", "EMAIL_ADDRESS", "PHONE_NUMBER"})
  void onMarkedDataOfOthersTheMasksFindWhatTheyPromise(String kind) {
    RedactionScore score = score("synthetic-pii.jsonl", kind);
    assertThat(score.recall().orElseThrow()).isGreaterThanOrEqualTo(0.95);
    assertThat(score.precision().orElseThrow()).isGreaterThanOrEqualTo(0.9);
  }

  @Test
  void ofSpokenDatesOfBirthMostAreCaught() {
    RedactionScore score = score("spoken-identity.jsonl", "dob");
    assertThat(score.recall().orElseThrow()).isGreaterThanOrEqualTo(0.85);
  }

  @Test
  void aTableHasEightyColumns() {
    List<String> lines =
        RedactionScore.lines(Map.of("US_DRIVER_LICENSE", new RedactionScore(750, 700, 740, 690)));
    assertThat(lines).hasSize(2).allSatisfy(line -> assertThat(line).hasSizeLessThan(81));
  }

  private static RedactionScore score(String name, String kind) {
    Path file =
        Stream.iterate(Path.of("").toAbsolutePath(), Objects::nonNull, Path::getParent)
            .map(up -> up.resolve("shared/data/redaction").resolve(name))
            .filter(Files::exists)
            .findFirst()
            .orElse(Path.of(name));
    assumeTrue(Files.exists(file), "skipped: shared/data/redaction/" + name + " is not at hand");
    return Objects.requireNonNull(
        RedactionEvaluation.of(file, miss -> {}).scores().get(kind), "no score for " + kind);
  }
}
