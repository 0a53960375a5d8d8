package io.cueline.workbench.cli.audit;

import io.cueline.workbench.cli.LastRun;
import io.cueline.workbench.cli.SettingsOption;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Where the topics are: {@code --data FOLDER} of a demo, or the cluster that is set. */
@SuppressWarnings("NullAway.Init") // fields are set by picocli
final class DataOption {

  @Mixin private SettingsOption settings;

  @Option(
      names = "--data",
      paramLabel = "FOLDER",
      description = "A demo's data folder (default: the cluster that is set, or the last demo's).")
  private @Nullable Path data;

  LastRun open() {
    return LastRun.find(Optional.ofNullable(data), settings.load());
  }
}
