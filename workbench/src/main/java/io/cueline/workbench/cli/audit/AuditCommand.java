package io.cueline.workbench.cli.audit;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code cueline audit}, which only holds its commands. */
@Command(
    name = "audit",
    description = "For auditors: decides again, follows violations, takes them away.",
    synopsisSubcommandLabel = "COMMAND",
    mixinStandardHelpOptions = true,
    subcommands = {
      VerifyCommand.class,
      TailCommand.class,
      ExportCommand.class,
      FollowCommand.class,
    })
public final class AuditCommand implements Runnable {

  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli
  private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Which command?");
  }
}
