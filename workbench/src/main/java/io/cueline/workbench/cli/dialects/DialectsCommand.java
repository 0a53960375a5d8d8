package io.cueline.workbench.cli.dialects;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code cueline dialects}, which only holds its commands. */
@Command(
    name = "dialects",
    description = "Lists and tries the tables by which a tenant's frames are read.",
    synopsisSubcommandLabel = "COMMAND",
    mixinStandardHelpOptions = true,
    subcommands = {CheckCommand.class, ListCommand.class},
    footer = {"", "How dialect files are written: docs/dialects.md."})
public final class DialectsCommand implements Runnable {

  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli
  private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Which command?");
  }
}
