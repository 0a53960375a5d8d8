package io.cueline.runtime.logging;

/** How an event is written. */
public enum LogFormat {
  /** {@code time=… level=info logger=… msg="…" key=value}. */
  LOGFMT,
  /** A JSON object per line. */
  JSON
}
