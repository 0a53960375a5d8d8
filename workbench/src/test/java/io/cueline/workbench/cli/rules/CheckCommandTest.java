package io.cueline.workbench.cli.rules;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code rules check}, as an officer and a program see it. */
class CheckCommandTest {

  @TempDir private Path folder;

  @Test
  void everythingThatIsWrongIsSaidAtOnceWithFileLineReasonAndSuggestion() throws IOException {
    Path one = file("one.yaml", "rules:\n- id: a\n  kind: prohibitted\n  phrases: [x]\n");
    Path two = file("two.yaml", "rules:\n- id: b\n  kind: prohibited\n  phrase: [x]\n");

    Run run = Run.of("rules", "check", one.toString(), two.toString(), folder + "/none.yaml");

    assertThat(run.exit()).isEqualTo(1);
    assertThat(run.out())
        .contains("one.yaml:3: rule a: kind cannot be 'prohibitted'; did you mean 'prohibited'?")
        .contains("two.yaml:4: rule b: unknown field 'phrase'")
        .contains("did you mean 'phrases'?")
        .contains("none.yaml: there is no such file")
        .contains("refused: ");
  }

  @Test
  void programsGetTheSame() throws IOException {
    Path file = file("one.yaml", "rules:\n- id: a\n  kind: prohibitted\n  phrases: [x]\n");

    Run run = Run.of("rules", "check", "--json", file.toString());

    assertThat(run.exit()).isEqualTo(1);
    assertThat(run.json().get("ok").asBoolean()).isFalse();
    JsonNode error = run.json().get("errors").get(0);
    assertThat(error.get("file").asText()).isEqualTo(file.toString());
    assertThat(error.get("line").asInt()).isEqualTo(3);
    assertThat(error.get("rule").asText()).isEqualTo("a");
    assertThat(error.get("suggestion").asText()).contains("prohibited");
  }

  @Test
  void whatIsNotTextIsRefused() throws IOException {
    Path binary = folder.resolve("b.yaml");
    Files.write(binary, new byte[] {(byte) 0xff, (byte) 0xfe, 0, 1, 2, 3});
    Path huge = folder.resolve("huge.yaml");
    Files.write(huge, new byte[20 << 20]);

    Run run = Run.of("rules", "check", binary.toString(), huge.toString(), folder.toString());

    assertThat(run.exit()).isEqualTo(1);
    assertThat(run.out())
        .contains("b.yaml: not text in UTF-8")
        .contains("huge.yaml: larger than any rule file can be")
        .contains("is a folder");
  }

  @Test
  void rulesInOrderAreCountedAndWarnedOf() throws IOException {
    Path file = file("one.yaml", "rules:\n- id: a\n  kind: prohibited\n  phrases: [x]\n");

    Run run = Run.of("rules", "check", "default", file.toString());

    assertThat(run.exit()).isZero();
    assertThat(run.out()).contains("5 rules in order").contains("warning: ");
  }

  private Path file(String name, String content) throws IOException {
    return Files.writeString(folder.resolve(name), content);
  }
}
