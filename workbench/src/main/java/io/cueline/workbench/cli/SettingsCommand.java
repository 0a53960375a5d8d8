package io.cueline.workbench.cli;

import io.cueline.runtime.settings.Catalogue;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code cueline settings}. */
@Command(
    name = "settings",
    description = "Lists every setting: key, default, what it is for and its variable.",
    mixinStandardHelpOptions = true)
@SuppressWarnings("NullAway.Init") // fields are set by picocli
final class SettingsCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Option(names = "--markdown", description = "As the table that docs/settings.md holds.")
  private boolean markdown;

  @Override
  public Integer call() {
    spec.commandLine()
        .getOut()
        .print(markdown ? Catalogue.markdown(AllSettings.ALL) : Catalogue.text(AllSettings.ALL));
    spec.commandLine().getOut().flush();
    return 0;
  }
}
