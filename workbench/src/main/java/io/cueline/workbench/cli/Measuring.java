package io.cueline.workbench.cli;

import io.cueline.runtime.logging.LogSettings;
import io.cueline.runtime.logging.Logging;
import io.cueline.runtime.service.StartupException;
import io.cueline.runtime.settings.Settings;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.function.Consumer;
import java.util.function.Function;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What the commands have in common that measure on a broker of their own. */
@SuppressWarnings("NullAway.Init") // fields are set by picocli
final class Measuring {

  /** A measurement, which tells of every step and takes its time. */
  interface Run<R> {
    R measure(Settings quiet, Consumer<String> progress) throws InterruptedException, IOException;
  }

  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  @Mixin private SettingsOption settings;

  @Option(names = "--json", description = "For programs.")
  private boolean json;

  /**
   * Measures with little said in the log, and prints what came of it.
   *
   * @throws StartupException where it cannot be measured
   */
  <R> R run(Run<R> run, Function<R, String> asJson, Function<R, String> asTable)
      throws InterruptedException, IOException {
    Settings quiet = settings.load().with(LogSettings.LEVEL, "error");
    Logging.toStderr(quiet);
    PrintWriter err = spec.commandLine().getErr();
    R result;
    try {
      result =
          run.measure(
              quiet,
              line -> {
                err.println(line);
                err.flush();
              });
    } catch (IllegalStateException failure) {
      throw new StartupException(String.valueOf(failure.getMessage()), failure);
    }
    PrintWriter out = spec.commandLine().getOut();
    out.print(json ? asJson.apply(result) : asTable.apply(result));
    out.flush();
    return result;
  }
}
