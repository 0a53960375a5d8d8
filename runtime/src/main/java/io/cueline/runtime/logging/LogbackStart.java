package io.cueline.runtime.logging;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.core.spi.ContextAwareBase;
import io.cueline.runtime.service.StartupException;
import io.cueline.runtime.settings.Settings;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Sets Logback up before the first line is logged, in code: parsing a file would take a good part
 * of a command's start. Steps back where a {@code logback-test.xml} or {@code logback.xml} is on
 * the class path. Found by Logback as a service.
 */
public final class LogbackStart extends ContextAwareBase implements Configurator {

  private static final List<String> FILES = List.of("logback-test.xml", "logback.xml");

  @Override
  public ExecutionStatus configure(LoggerContext context) {
    ClassLoader loader = LogbackStart.class.getClassLoader();
    if (System.getProperty("logback.configurationFile") != null
        || FILES.stream().anyMatch(file -> loader.getResource(file) != null)) {
      return ExecutionStatus.INVOKE_NEXT_IF_ANY;
    }
    Settings settings = fromEnvironment(System.getenv());
    Logging.toStderr(context, settings.get(LogSettings.FORMAT), Logging.level(settings));
    return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
  }

  /** A wrong value is told when the command reads its settings; until then the defaults do. */
  private static Settings fromEnvironment(Map<String, String> environment) {
    Map<String, String> ours = new HashMap<>();
    LogSettings.ALL.forEach(
        setting ->
            Optional.ofNullable(environment.get(setting.environmentName()))
                .ifPresent(value -> ours.put(setting.environmentName(), value)));
    try {
      Settings settings = Settings.load(LogSettings.ALL, Optional.empty(), ours);
      LogSettings.ALL.forEach(settings::get);
      return settings;
    } catch (StartupException wrong) {
      return Settings.defaults(LogSettings.ALL);
    }
  }
}
