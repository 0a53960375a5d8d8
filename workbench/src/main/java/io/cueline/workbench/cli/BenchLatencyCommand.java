package io.cueline.workbench.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cueline.bench.LatencyResult;
import io.cueline.bench.LatencyResult.Rate;
import io.cueline.bench.LatencyRun;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code cueline bench latency}. */
@Command(
    name = "latency",
    description =
        "Time from an utterance being due on the tenant's socket to the tenant having received the"
            + " prompt of its violation: open loop, exactly once, everything on this machine.",
    mixinStandardHelpOptions = true)
@SuppressWarnings("NullAway.Init") // fields are set by picocli
final class BenchLatencyCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Mixin private Measuring measuring;

  @Mixin private CallsOption calls;

  @Option(
      names = "--rates",
      split = ",",
      defaultValue = "200,2000",
      paramLabel = "N",
      description = "Utterances a second, one after the other (${DEFAULT-VALUE}).")
  private List<Integer> rates;

  @Option(
      names = "--interactions",
      defaultValue = "10000",
      paramLabel = "N",
      description = "Open all the time (${DEFAULT-VALUE}).")
  private int interactions;

  @Option(
      names = "--seconds",
      defaultValue = "30",
      paramLabel = "S",
      description = "That count, at each rate, after as many to warm up (${DEFAULT-VALUE}).")
  private int seconds;

  @Override
  public Integer call() throws InterruptedException, IOException {
    if (seconds < 1 || interactions < 1 || rates.stream().anyMatch(rate -> rate < 1)) {
      throw new ParameterException(
          spec.commandLine(), "--rates, --interactions and --seconds count from 1.");
    }
    LatencyRun run =
        new LatencyRun(
            calls.source(),
            rates,
            interactions,
            Duration.ofSeconds(seconds),
            Duration.ofSeconds(seconds));
    LatencyResult result =
        measuring.run(run::measure, BenchLatencyCommand::json, BenchLatencyCommand::table);
    return result.rates().stream().allMatch(rate -> rate.received() == rate.sent()) ? 0 : 1;
  }

  private static String json(LatencyResult result) {
    ObjectMapper mapper = new ObjectMapper();
    ObjectNode root = mapper.createObjectNode();
    ArrayNode rates = root.putArray("rates");
    for (Rate rate : result.rates()) {
      ObjectNode node = rates.addObject();
      node.put("perSecond", rate.perSecond());
      node.put("sent", rate.sent()).put("received", rate.received());
      node.put("p50Ms", tenth(rate.p50Ms())).put("p99Ms", tenth(rate.p99Ms()));
      node.put("p999Ms", tenth(rate.p999Ms()));
      ObjectNode stages = node.putObject("stages");
      rate.stages()
          .forEach(
              (name, stage) ->
                  stages
                      .putObject(name)
                      .put("p50Ms", tenth(stage.p50Ms()))
                      .put("p99Ms", tenth(stage.p99Ms())));
    }
    return root + "\n";
  }

  private static double tenth(double value) {
    return Math.round(value * 10) / 10.0;
  }

  private static String table(LatencyResult result) {
    StringBuilder table = new StringBuilder();
    for (Rate rate : result.rates()) {
      table.append(
          "%,d utterances/s: %,d of %,d prompts; p50 %.1f ms, p99 %.1f ms, p99.9 %.1f ms%n"
              .formatted(
                  rate.perSecond(),
                  rate.received(),
                  rate.sent(),
                  rate.p50Ms(),
                  rate.p99Ms(),
                  rate.p999Ms()));
      rate.stages()
          .forEach(
              (name, stage) ->
                  table.append(
                      "  %-10s p50 %7.1f ms   p99 %7.1f ms%n"
                          .formatted(name, stage.p50Ms(), stage.p99Ms())));
    }
    return table.toString();
  }
}
