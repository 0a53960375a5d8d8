package io.cueline.runtime.logging;

import io.cueline.runtime.settings.Setting;
import java.util.List;
import org.slf4j.event.Level;

/** What can be set about logging. */
public final class LogSettings {

  public static final Setting<LogFormat> FORMAT =
      Setting.choice("log.format", LogFormat.LOGFMT, LogFormat.class, "how log lines are written");
  public static final Setting<Level> LEVEL =
      Setting.choice("log.level", Level.INFO, Level.class, "the least that our own classes log");

  public static final List<Setting<?>> ALL = List.of(FORMAT, LEVEL);

  private LogSettings() {}
}
