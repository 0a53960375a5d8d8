package io.cueline.workbench.cli;

import io.cueline.runtime.settings.Settings;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** {@code --settings FILE}, or what CUELINE_SETTINGS names. */
public final class SettingsOption {

  @Option(
      names = "--settings",
      paramLabel = "FILE",
      description = "Settings as key = value lines (default: $$CUELINE_SETTINGS).")
  private @Nullable Path file;

  public Settings load() {
    return load(System.getenv());
  }

  Settings load(Map<String, String> environment) {
    Optional<Path> chosen =
        Optional.ofNullable(file)
            .or(() -> Optional.ofNullable(environment.get("CUELINE_SETTINGS")).map(Path::of));
    return Settings.load(AllSettings.ALL, chosen, environment);
  }
}
