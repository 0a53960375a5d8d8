package io.cueline.workbench.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cueline.bench.ThroughputResult;
import io.cueline.bench.ThroughputRun;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code cueline bench throughput}. */
@Command(
    name = "throughput",
    description = "The compliance topology against the least that Kafka Streams can do.",
    mixinStandardHelpOptions = true)
@SuppressWarnings("NullAway.Init") // fields are set by picocli
final class BenchThroughputCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Mixin private Measuring measuring;

  @Mixin private CallsOption calls;

  @Option(
      names = "--rules",
      defaultValue = "" + ThroughputRun.RULES,
      paramLabel = "N",
      description = "How many rules, 10 or more (${DEFAULT-VALUE}).")
  private int rules;

  @Option(
      names = "--records",
      defaultValue = "300000",
      paramLabel = "N",
      description = "In the topic of each round (${DEFAULT-VALUE}).")
  private int records;

  @Option(
      names = "--rounds",
      defaultValue = "7",
      paramLabel = "N",
      description = "Of each kind, after three to warm up; medians count (${DEFAULT-VALUE}).")
  private int rounds;

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "Of each application (one a processor: ${DEFAULT-VALUE}).")
  private int threads = Runtime.getRuntime().availableProcessors();

  @Override
  public Integer call() throws InterruptedException, IOException {
    if (rules < 10 || records < 1 || rounds < 1 || threads < 1) {
      throw new ParameterException(
          spec.commandLine(), "--rules counts from 10; --records, --rounds, --threads from 1.");
    }
    ThroughputRun run = new ThroughputRun(calls.source(), rules, records, rounds, threads);
    ThroughputResult _ =
        measuring.run(
            (_, progress) -> run.measure(progress),
            BenchThroughputCommand::json,
            BenchThroughputCommand::table);
    return 0;
  }

  private static String json(ThroughputResult result) {
    ObjectNode root = new ObjectMapper().createObjectNode();
    root.put("topologyPerSecond", Math.round(result.topologyPerSecond()));
    root.put("getAndPutPerSecond", Math.round(result.getAndPutPerSecond()));
    root.put("cachedGetAndPutPerSecond", Math.round(result.cachedPerSecond()));
    root.put("passThroughPerSecond", Math.round(result.passThroughPerSecond()));
    root.put("ratio", Math.round(result.ratio() * 1_000) / 1_000.0);
    return root + "\n";
  }

  private static String table(ThroughputResult result) {
    return "topology      %,10.0f records/s%nget-and-put   %,10.0f records/s%n"
            .formatted(result.topologyPerSecond(), result.getAndPutPerSecond())
        + "  cached      %,10.0f records/s%npass-through  %,10.0f records/s%n"
            .formatted(result.cachedPerSecond(), result.passThroughPerSecond())
        + "ratio         %10.3f (topology / get-and-put)%n".formatted(result.ratio());
  }
}
