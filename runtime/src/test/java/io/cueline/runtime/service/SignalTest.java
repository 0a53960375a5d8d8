package io.cueline.runtime.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A process of its own, and a real SIGTERM. */
@Timeout(40)
class SignalTest {

  private static final int BY_SIGTERM = 128 + 15;

  @Test
  void endsWithinTenSecondsEvenWhereAServiceHangs() throws Exception {
    Process process = start("stuck");
    List<String> log = readUntil(process, "service=second");

    long before = System.nanoTime();
    sigterm(process);
    log.addAll(rest(process));

    assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
    assertThat(TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - before)).isLessThan(10);
    assertThat(process.exitValue()).isEqualTo(1);
    assertThat(log).anyMatch(line -> line.contains("Would not stop") && line.contains("second"));
  }

  @Test
  void stopsItsServicesInOrder() throws Exception {
    Process process = start();
    List<String> log = readUntil(process, "service=second");

    sigterm(process);
    log.addAll(rest(process));

    assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).isEqualTo(BY_SIGTERM);
    assertThat(log.stream().filter(line -> line.contains("Service ")).map(SignalTest::story))
        .containsExactly("started first", "started second", "stopped second", "stopped first");
  }

  /** Unlike {@code process.destroy()} this leaves its output open, so its last words are heard. */
  private static void sigterm(Process process) {
    assertThat(process.toHandle().destroy()).isTrue();
  }

  private static String story(String line) {
    String what = line.contains("\"Service started\"") ? "started" : "stopped";
    return what + (line.contains("service=first") ? " first" : " second");
  }

  private static Process start(String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of("-cp", System.getProperty("java.class.path"), "-XX:TieredStopAtLevel=1"));
    command.add(StubProcess.class.getName());
    command.addAll(List.of(arguments));
    return new ProcessBuilder(command).redirectErrorStream(true).start();
  }

  private static List<String> readUntil(Process process, String text) throws IOException {
    List<String> lines = new ArrayList<>();
    BufferedReader reader = process.inputReader(StandardCharsets.UTF_8);
    for (String line = reader.readLine(); line != null; line = reader.readLine()) {
      lines.add(line);
      if (line.contains(text)) {
        break;
      }
    }
    return lines;
  }

  private static List<String> rest(Process process) throws IOException {
    return process.inputReader(StandardCharsets.UTF_8).readAllLines();
  }
}
