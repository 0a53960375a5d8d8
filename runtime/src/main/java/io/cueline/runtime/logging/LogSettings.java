package io.cueline.runtime.logging;

import io.cueline.runtime.settings.Setting;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.slf4j.event.Level;

/** What can be set about logging. */
public final class LogSettings {

  public static final Setting<LogFormat> FORMAT =
      new Setting<>(
          "log.format",
          Optional.of("logfmt"),
          LogFormat::parse,
          "how log lines are written: logfmt or json",
          false);
  public static final Setting<Level> LEVEL =
      new Setting<>(
          "log.level",
          Optional.of("info"),
          LogSettings::parseLevel,
          "the least that our own classes log: error, warn, info, debug or trace",
          false);

  public static final List<Setting<?>> ALL = List.of(FORMAT, LEVEL);

  private LogSettings() {}

  private static Level parseLevel(String text) {
    try {
      return Level.valueOf(text.toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException unknown) {
      throw new IllegalArgumentException("expected error, warn, info, debug or trace", unknown);
    }
  }
}
