package io.cueline.workbench.processes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A demo told to stop in the middle of its calls, and started again on the same folder. */
final class StopAndGoOnTest {

  private static final JsonMapper JSON = new JsonMapper();

  @TempDir private Path folder;

  @Test
  void sigtermLeavesNothingHalfDoneAndTheNextRunGoesOn() throws Exception {
    Process first = demo("first");
    awaitLine("first", "calls, 2 settled|calls, [3-9] settled|calls, 1\\d settled");
    long told = System.nanoTime();
    first.destroy();

    assertThat(first.waitFor(10, TimeUnit.SECONDS))
        .as("ends within 10 s" + output("first"))
        .isTrue();
    assertThat(Duration.ofNanos(System.nanoTime() - told)).isLessThan(Duration.ofSeconds(10));
    assertThat(first.exitValue()).isEqualTo(143);
    assertThat(report("first").at("/interactions").asInt()).isPositive();

    Process second = demo("second");
    assertThat(second.waitFor(120, TimeUnit.SECONDS)).as(output("second")).isTrue();
    assertThat(second.exitValue()).as(output("second")).isZero();

    JsonNode report = report("second");
    assertThat(report.at("/interactions").asInt()).isEqualTo(20);
    assertThat(report.at("/frames/sent").asInt()).isEqualTo(390);
    assertThat(report.at("/frames/ingested").asInt()).isEqualTo(390);
    assertThat(report.at("/unaccounted").asInt()).isZero();
    assertThat(report.at("/violations/total").asInt()).isEqualTo(10);
    assertThat(report.at("/disclosures/undetermined").asInt())
        .as("the tenant was silent while nobody read: nothing was lost")
        .isZero();
    assertThat(Files.readString(folder.resolve("data/cueline.log")))
        .doesNotContain("State restored");
  }

  private Process demo(String name) throws IOException {
    List<String> command = new ArrayList<>(Jvm.command());
    command.addAll(
        List.of(
            "demo",
            "--headless",
            "--speed",
            "15",
            "--data",
            folder.resolve("data").toString(),
            "--report",
            folder.resolve(name + ".json").toString()));
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(folder.resolve(name + ".out").toFile())
        .start();
  }

  private void awaitLine(String name, String pattern) {
    await(pattern)
        .atMost(Duration.ofMinutes(2))
        .pollInterval(Duration.ofMillis(100))
        .until(() -> java.util.regex.Pattern.compile(pattern).matcher(output(name)).find());
  }

  private String output(String name) throws IOException {
    return Files.readString(folder.resolve(name + ".out"));
  }

  private JsonNode report(String name) throws IOException {
    return JSON.readTree(folder.resolve(name + ".json").toFile());
  }
}
