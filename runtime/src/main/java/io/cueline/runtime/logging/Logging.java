package io.cueline.runtime.logging;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.FileAppender;
import ch.qos.logback.core.OutputStreamAppender;
import io.cueline.runtime.service.StartupException;
import io.cueline.runtime.settings.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import org.slf4j.LoggerFactory;

/**
 * Where the process's log goes. To stderr from the first line on ({@link LogbackStart}); a command
 * that draws on the terminal sends it to a file.
 */
public final class Logging {

  /** What says too much, or at its start and stop cries wolf. Parents before their children. */
  private static final Map<String, Level> OTHERS =
      Map.ofEntries(
          Map.entry("org.apache.kafka", Level.WARN),
          Map.entry("kafka", Level.WARN),
          Map.entry("state.change.logger", Level.WARN),
          Map.entry("org.eclipse.jetty", Level.WARN),
          Map.entry("org.glassfish.tyrus", Level.WARN),
          // The embedded controller retries what these complain of while it starts.
          Map.entry("kafka.server.ControllerApis", Level.OFF),
          Map.entry("org.apache.kafka.controller.QuorumController", Level.ERROR),
          Map.entry("org.apache.kafka.clients.NetworkClient", Level.ERROR),
          // Recommends what concerns no store of ours, once per application.
          Map.entry("org.apache.kafka.streams.StreamsConfig", Level.ERROR),
          // Of readers that look through partitions one after the other.
          Map.entry("org.apache.kafka.clients.consumer.internals.OffsetFetcherUtils", Level.ERROR));

  private Logging() {}

  /** Everything to stderr, as the settings say. */
  public static void toStderr(Settings settings) {
    toStderr(context(), settings.get(LogSettings.FORMAT), level(settings));
  }

  /**
   * Everything to the end of a file, made with its folders where it is not there.
   *
   * @throws StartupException where it cannot be written
   */
  public static void toFile(Path file, Settings settings) {
    LogFormat format = settings.get(LogSettings.FORMAT);
    Level level = level(settings);
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      Files.writeString(file, "", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    } catch (IOException unwritable) {
      throw new StartupException(
          "cannot write the log to %s (%s): choose another folder".formatted(file, unwritable),
          unwritable);
    }
    FileAppender<ILoggingEvent> appender = new FileAppender<>();
    appender.setFile(file.toString());
    appender.setAppend(true);
    replace(context(), appender, format, level);
  }

  static void toStderr(LoggerContext context, LogFormat format, Level level) {
    ConsoleAppender<ILoggingEvent> appender = new ConsoleAppender<>();
    appender.setTarget("System.err");
    replace(context, appender, format, level);
  }

  private static void replace(
      LoggerContext context,
      OutputStreamAppender<ILoggingEvent> appender,
      LogFormat format,
      Level level) {
    EventEncoder encoder = new EventEncoder(format);
    encoder.setContext(context);
    encoder.start();
    appender.setContext(context);
    appender.setName("events");
    appender.setEncoder(encoder);
    appender.start();
    Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    root.setLevel(Level.INFO);
    OTHERS.forEach((logger, least) -> context.getLogger(logger).setLevel(least));
    context.getLogger("io.cueline").setLevel(level);
    root.detachAndStopAllAppenders();
    root.addAppender(appender);
    JulHandler.install();
  }

  static Level level(Settings settings) {
    return Level.convertAnSLF4JLevel(settings.get(LogSettings.LEVEL));
  }

  private static LoggerContext context() {
    if (LoggerFactory.getILoggerFactory() instanceof LoggerContext context) {
      return context;
    }
    throw new IllegalStateException("slf4j is bound to something other than Logback");
  }
}
