package io.cueline.bench;

import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * Measures matching in a process of its own, on one thread with a collector that runs on it too.
 *
 * @param rules how many rules, each measured by itself
 * @param calls a file of calls or a folder of such files; empty for those of the demo
 * @param iterations of a second each, after twice as many to warm up
 */
public record MatchingRun(List<Integer> rules, Optional<Path> calls, int iterations) {

  public MatchingRun {
    rules = List.copyOf(rules);
    if (rules.isEmpty() || rules.stream().anyMatch(count -> count < 0)) {
      throw new IllegalArgumentException("rules are counted from 0");
    }
    if (iterations < 1) {
      throw new IllegalArgumentException("at least one iteration");
    }
  }

  /**
   * Utterances per second of processor time by number of rules. Blocks for about twice the
   * iterations, each number of rules.
   *
   * @throws IllegalStateException where the measuring process fails
   */
  public SortedMap<Integer, Double> utterancesPerSecond() {
    Options options =
        new OptionsBuilder()
            .include(MatchingBenchmark.class.getName())
            .param("rules", rules.stream().map(String::valueOf).toArray(String[]::new))
            .param("calls", calls.map(Path::toString).orElse(Utterances.DEMO))
            .forks(1)
            .warmupIterations(2 * iterations)
            .warmupTime(TimeValue.seconds(1))
            .measurementIterations(iterations)
            .measurementTime(TimeValue.seconds(1))
            .jvmArgs(
                "-Xms1g", "-Xmx1g", "-XX:+UseSerialGC", "--sun-misc-unsafe-memory-access=allow")
            .verbosity(VerboseMode.SILENT)
            .shouldFailOnError(true)
            .build();
    try {
      Collection<RunResult> results = new Runner(options).run();
      SortedMap<Integer, Double> rates = new TreeMap<>();
      for (RunResult result : results) {
        int count = Integer.parseInt(result.getParams().getParam("rules"));
        double utterances = counted(result, "utterances");
        double nanos = counted(result, "processorNanos");
        rates.put(count, utterances * 1e9 / nanos);
      }
      return rates;
    } catch (RunnerException failure) {
      throw new IllegalStateException("the measurement failed: " + failure.getMessage(), failure);
    }
  }

  private static double counted(RunResult result, String counter) {
    return Objects.requireNonNull(result.getSecondaryResults().get(counter), counter).getScore();
  }
}
