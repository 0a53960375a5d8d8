package io.cueline.publisher.desktop.hub;

import java.util.Locale;

/** Why a client's connection is ended by us, docs/desktop.md. */
enum Ending {
  EXPIRED(4_401, "the token has expired"),
  SLOW(4_408, "too slow: connect again"),
  NONSENSE(1_008, "not a message of the protocol"),
  CROWDED(1_013, "too many desktops: try again later"),
  STOPPING(1_001, "stopping: connect again");

  private final int status;
  private final String reason;

  Ending(int status, String reason) {
    this.status = status;
    this.reason = reason;
  }

  int status() {
    return status;
  }

  String reason() {
    return reason;
  }

  /** For metrics. */
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
