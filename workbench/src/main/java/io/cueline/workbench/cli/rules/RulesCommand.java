package io.cueline.workbench.cli.rules;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code cueline rules}, which only holds its commands. */
@Command(
    name = "rules",
    description = "Checks, tries, compares and publishes the rules.",
    synopsisSubcommandLabel = "COMMAND",
    mixinStandardHelpOptions = true,
    subcommands = {
      CheckCommand.class,
      TryCommand.class,
      BacktestCommand.class,
      ListCommand.class,
      DiffCommand.class,
      PublishCommand.class,
      HistoryCommand.class,
      RollbackCommand.class,
    },
    footer = {"", "How rule files are written: docs/rules.md."})
public final class RulesCommand implements Runnable {

  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli
  private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Which command?");
  }
}
