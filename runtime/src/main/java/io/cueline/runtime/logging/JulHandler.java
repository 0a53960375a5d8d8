package io.cueline.runtime.logging;

import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.LogRecord;
import java.util.logging.SimpleFormatter;
import org.slf4j.LoggerFactory;

/**
 * Brings the warnings of libraries that log by {@code java.util.logging} (Tyrus, OkHttp) into our
 * log; by themselves they would write stack traces to the terminal.
 */
final class JulHandler extends Handler {

  private static final SimpleFormatter FORMATTER = new SimpleFormatter();

  private JulHandler() {}

  /** Idempotent. */
  static void install() {
    LogManager.getLogManager().reset();
    java.util.logging.Logger root = java.util.logging.Logger.getLogger("");
    root.setLevel(Level.WARNING);
    root.addHandler(new JulHandler());
  }

  @Override
  public void publish(LogRecord event) {
    String name = event.getLoggerName();
    LoggerFactory.getLogger(name == null || name.isEmpty() ? "java.util.logging" : name)
        .atLevel(
            event.getLevel().intValue() >= Level.SEVERE.intValue()
                ? org.slf4j.event.Level.ERROR
                : org.slf4j.event.Level.WARN)
        .setCause(event.getThrown())
        .log("{}", FORMATTER.formatMessage(event));
  }

  @Override
  public void flush() {}

  @Override
  public void close() {}
}
