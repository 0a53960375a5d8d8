package io.cueline.workbench.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cueline.bench.IngestResult;
import io.cueline.bench.IngestRun;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code cueline bench ingest}. */
@Command(
    name = "ingest",
    description =
        "Frames a second from the tenant's socket to acknowledged by Kafka, against a bare producer"
            + " of the same records.",
    mixinStandardHelpOptions = true)
@SuppressWarnings("NullAway.Init") // fields are set by picocli
final class BenchIngestCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Mixin private Measuring measuring;

  @Mixin private CallsOption calls;

  @Option(
      names = "--frames",
      defaultValue = "400000",
      paramLabel = "N",
      description = "Of each round (${DEFAULT-VALUE}).")
  private int frames;

  @Option(
      names = "--rounds",
      defaultValue = "5",
      paramLabel = "N",
      description = "Of each kind, after three to warm up; medians count (${DEFAULT-VALUE}).")
  private int rounds;

  @Override
  public Integer call() throws InterruptedException, IOException {
    if (frames < 1 || rounds < 1) {
      throw new ParameterException(spec.commandLine(), "--frames and --rounds count from 1.");
    }
    IngestResult _ =
        measuring.run(
            new IngestRun(calls.source(), frames, rounds)::measure,
            BenchIngestCommand::json,
            BenchIngestCommand::table);
    return 0;
  }

  private static String json(IngestResult result) {
    ObjectNode root = new ObjectMapper().createObjectNode();
    root.put("framesPerSecond", Math.round(result.framesPerSecond()));
    root.put("bareProducerPerSecond", Math.round(result.bareProducerPerSecond()));
    root.put("ratio", Math.round(result.ratio() * 1_000) / 1_000.0);
    return root + "\n";
  }

  private static String table(IngestResult result) {
    return "ingest         %,10.0f frames/s%nbare producer  %,10.0f frames/s%nratio          %10.3f%n"
        .formatted(result.framesPerSecond(), result.bareProducerPerSecond(), result.ratio());
  }
}
