package io.cueline.workbench.cli;

import io.cueline.workbench.cli.audit.AuditCommand;
import io.cueline.workbench.cli.dialects.DialectsCommand;
import io.cueline.workbench.cli.knowledge.KnowledgeCommand;
import io.cueline.workbench.cli.profile.ProfileCommand;
import io.cueline.workbench.cli.rules.RulesCommand;
import io.cueline.workbench.cli.token.TokenCommand;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code cueline}, which only holds its commands. */
@Command(
    name = "cueline",
    description = "Real-time compliance and agent assist for NICE CXone contact centres.",
    synopsisSubcommandLabel = "COMMAND",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    subcommands = {
      DemoCommand.class,
      WhyCommand.class,
      AuditCommand.class,
      RedactCommand.class,
      ReportCommand.class,
      RulesCommand.class,
      KnowledgeCommand.class,
      DialectsCommand.class,
      ProfileCommand.class,
      TopicsCommand.class,
      TokenCommand.class,
      SettingsCommand.class,
      ServiceCommands.Ingest.class,
      ServiceCommands.Topology.class,
      ServiceCommands.Publish.class,
      SimulatorCommand.class,
      BrokerCommand.class,
      BenchCommand.class,
    },
    footer = {
      "",
      "Of the launcher: 'cueline build', 'cueline test', 'cueline format'.",
      "Exit status: 0 done, 1 could not be done (said why), 2 asked wrongly."
    })
final class RootCommand implements Runnable {

  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli
  private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Which command?");
  }
}
