package io.cueline.runtime.logging;

import java.util.Locale;

/** How an event is written. */
public enum LogFormat {
  /** {@code time=… level=info logger=… msg="…" key=value}. */
  LOGFMT,
  /** A JSON object per line. */
  JSON;

  /**
   * @throws IllegalArgumentException with what was expected
   */
  public static LogFormat parse(String text) {
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "logfmt" -> LOGFMT;
      case "json" -> JSON;
      default -> throw new IllegalArgumentException("expected logfmt or json");
    };
  }
}
