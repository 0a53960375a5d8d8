package io.cueline.workbench.cli.profile;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code cueline profile}, which only holds its commands. */
@Command(
    name = "profile",
    description = "Lists and checks the ways in which a tenant is wired.",
    synopsisSubcommandLabel = "COMMAND",
    mixinStandardHelpOptions = true,
    subcommands = {CheckCommand.class, ListCommand.class},
    footer = {"", "How profiles are written: docs/profiles.md."})
public final class ProfileCommand implements Runnable {

  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli
  private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Which command?");
  }
}
