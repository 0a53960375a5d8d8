package io.cueline.workbench.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cueline.bench.MatchingRun;
import io.cueline.runtime.service.StartupException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code cueline bench matching}. */
@Command(
    name = "matching",
    description = "Utterances matched a second on one core, by number of rules.",
    mixinStandardHelpOptions = true)
@SuppressWarnings("NullAway.Init") // fields are set by picocli
final class BenchMatchingCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Option(names = "--json", description = "For programs.")
  private boolean json;

  @Option(
      names = "--rules",
      split = ",",
      defaultValue = "10,100,1000,10000",
      paramLabel = "N",
      description = "How many rules, several with commas (${DEFAULT-VALUE}).")
  private List<Integer> rules;

  @Option(
      names = "--seconds",
      defaultValue = "5",
      description = "How long to measure each, after warming up twice as long (${DEFAULT-VALUE}).")
  private int seconds;

  @Option(
      names = "--calls",
      paramLabel = "FILE",
      description =
          "Calls, a JSON object a line, or a folder of such files; those of ../shared/data/calls"
              + " or else of the demo where none are named.")
  private @Nullable Path calls;

  @Override
  public Integer call() {
    if (rules.stream().anyMatch(count -> count < 0) || seconds < 1 || seconds > 600) {
      throw new ParameterException(
          spec.commandLine(), "--rules counts from 0, --seconds from 1 to 600.");
    }
    SortedMap<Integer, Double> rates;
    try {
      rates = new MatchingRun(rules, source(), seconds).utterancesPerSecond();
    } catch (IllegalStateException failure) {
      throw new StartupException(String.valueOf(failure.getMessage()), failure);
    }
    PrintWriter out = spec.commandLine().getOut();
    out.print(json ? json(rates) : table(rates));
    out.flush();
    return 0;
  }

  private Optional<Path> source() {
    return CallsOption.chosen(calls, Optional.of(CallsOption.SHARED).filter(Files::isDirectory));
  }

  private static String json(Map<Integer, Double> rates) {
    ObjectNode root = new ObjectMapper().createObjectNode();
    ObjectNode counts = root.putObject("utterancesPerSecond");
    rates.forEach((count, rate) -> counts.put(count.toString(), Math.round(rate)));
    return root + "\n";
  }

  private static String table(Map<Integer, Double> rates) {
    StringBuilder text = new StringBuilder("  rules   utterances a second, one core\n");
    rates.forEach((count, rate) -> text.append("%7d   %,10.0f%n".formatted(count, rate)));
    return text.toString();
  }
}
