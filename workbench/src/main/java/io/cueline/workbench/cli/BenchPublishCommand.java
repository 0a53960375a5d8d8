package io.cueline.workbench.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cueline.bench.PublishResult;
import io.cueline.bench.PublishRun;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code cueline bench publish}. */
@Command(
    name = "publish",
    description =
        "Deliveries a second from the topic to the tenant's answer, without a limit, against a"
            + " plain OkHttp loop with the same concurrency.",
    mixinStandardHelpOptions = true)
@SuppressWarnings("NullAway.Init") // fields are set by picocli
final class BenchPublishCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Mixin private Measuring measuring;

  @Option(
      names = "--deliveries",
      defaultValue = "40000",
      paramLabel = "N",
      description = "Of each round (${DEFAULT-VALUE}).")
  private int deliveries;

  @Option(
      names = "--concurrency",
      defaultValue = "256",
      paramLabel = "N",
      description = "Calls under way at once (${DEFAULT-VALUE}).")
  private int concurrency;

  @Option(
      names = "--answers-after",
      defaultValue = "20",
      paramLabel = "MS",
      description = "The tenant's response time in milliseconds (${DEFAULT-VALUE}).")
  private int answersAfter;

  @Option(
      names = "--rounds",
      defaultValue = "5",
      paramLabel = "N",
      description = "Of each kind, after two to warm up; medians count (${DEFAULT-VALUE}).")
  private int rounds;

  @Override
  public Integer call() throws InterruptedException, IOException {
    if (deliveries < 1 || concurrency < 1 || answersAfter < 0 || rounds < 1) {
      throw new ParameterException(
          spec.commandLine(), "--deliveries, --concurrency and --rounds count from 1.");
    }
    PublishRun run =
        new PublishRun(deliveries, concurrency, Duration.ofMillis(answersAfter), rounds);
    PublishResult _ = measuring.run(run::measure, this::json, BenchPublishCommand::table);
    return 0;
  }

  private String json(PublishResult result) {
    ObjectNode root = new ObjectMapper().createObjectNode();
    root.put("deliveriesPerSecond", Math.round(result.deliveriesPerSecond()));
    root.put("bareClientPerSecond", Math.round(result.bareClientPerSecond()));
    root.put("ratio", Math.round(result.ratio() * 1_000) / 1_000.0);
    root.put("concurrency", concurrency);
    root.put("answersAfterMs", answersAfter);
    root.put("inFlight", result.inFlight());
    root.put("heapMiB", result.heapMiB());
    return root + "\n";
  }

  private static String table(PublishResult result) {
    return """
        publisher    %,9.0f deliveries/s, at most %d in flight
        bare client  %,9.0f calls/s
        ratio        %9.3f
        heap         %,9d MiB, broker and all
        """
        .formatted(
            result.deliveriesPerSecond(),
            result.inFlight(),
            result.bareClientPerSecond(),
            result.ratio(),
            result.heapMiB());
  }
}
