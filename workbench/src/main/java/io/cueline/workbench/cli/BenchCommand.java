package io.cueline.workbench.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code cueline bench}, which only holds what can be measured. */
@Command(
    name = "bench",
    description = "Measures, on this machine.",
    synopsisSubcommandLabel = "WHAT",
    mixinStandardHelpOptions = true,
    subcommands = {
      BenchMatchingCommand.class,
      BenchThroughputCommand.class,
      BenchIngestCommand.class,
      BenchLatencyCommand.class,
      BenchKnowledgeCommand.class,
      BenchPublishCommand.class
    })
final class BenchCommand implements Runnable {

  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli
  private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Measure what?");
  }
}
