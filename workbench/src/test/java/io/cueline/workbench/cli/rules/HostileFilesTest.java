package io.cueline.workbench.cli.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.cueline.topology.rules.RuleError;
import io.cueline.topology.rules.RuleFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** More than a hundred rule files made to do harm: each is refused with a reason, and soon. */
class HostileFilesTest {

  /** Generous: the slowest is refused in a fraction of it on a machine with nothing else to do. */
  private static final Duration SOON = Duration.ofSeconds(5);

  @TempDir private Path folder;

  @Test
  void eachIsRefusedWithAReasonAndSoon() throws IOException {
    Map<String, byte[]> files = HostileFiles.all();
    assertThat(files).hasSizeGreaterThan(100);
    List<String> survivors = new ArrayList<>();
    for (Map.Entry<String, byte[]> each : files.entrySet()) {
      Path file = Files.write(folder.resolve("hostile.yaml"), each.getValue());
      long started = System.nanoTime();
      RuleFile.Result result;
      try {
        result = RuleSource.read(file.toString());
      } catch (RuntimeException | StackOverflowError failure) {
        survivors.add(each.getKey() + " fails: " + failure);
        continue;
      }
      Duration took = Duration.ofNanos(System.nanoTime() - started);
      if (took.compareTo(SOON) > 0) {
        survivors.add(each.getKey() + " takes " + took);
      }
      switch (result) {
        case RuleFile.Result.Accepted _ -> survivors.add(each.getKey() + " is accepted");
        case RuleFile.Result.Refused refused -> {
          for (RuleError error : refused.errors()) {
            if (error.reason().isBlank() || error.toString().length() > 2_000) {
              survivors.add(each.getKey() + " is told at length: " + error.reason().length());
            }
          }
        }
      }
    }
    assertThat(survivors).isEmpty();
  }

  @Test
  void theCommandSaysItInSentences() throws IOException {
    List<String> arguments = new ArrayList<>(List.of("rules", "check"));
    int number = 0;
    for (byte[] content : HostileFiles.all().values()) {
      arguments.add(Files.write(folder.resolve(number++ + ".yaml"), content).toString());
    }

    Run run = Run.of(arguments.toArray(String[]::new));

    assertThat(run.exit()).isEqualTo(1);
    assertThat(run.err()).isEmpty();
    for (int i = 0; i < number; i++) {
      assertThat(run.out()).contains("/" + i + ".yaml");
    }
    assertThat(run.out()).doesNotContain("\u001b", "Exception");
  }
}
