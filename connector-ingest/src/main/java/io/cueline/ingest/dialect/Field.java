package io.cueline.ingest.dialect;

import java.util.Locale;

/** What a dialect can point at in a raw frame. In a dialect file they stand in lower case. */
public enum Field {
  INTERACTION,
  SPEAKER,
  TEXT,
  FINAL,
  CONFIDENCE,
  LANGUAGE,
  /** The sender's own time, for people to read. */
  SPOKEN,
  /** Number or time by which a frame that is sent again is known. */
  ID,
  STATE,
  SUBJECT,
  ACTION,
  AGENT,
  SESSION;

  /** As a dialect file has it. */
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }
}
