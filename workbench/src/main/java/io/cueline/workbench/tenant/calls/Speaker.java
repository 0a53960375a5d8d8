package io.cueline.workbench.tenant.calls;

import java.util.Locale;
import java.util.Optional;

/** Who spoke a turn. */
public enum Speaker {
  AGENT,
  CUSTOMER;

  /** As call files and the stream write it. */
  public String wire() {
    return name().toLowerCase(Locale.ROOT);
  }

  static Optional<Speaker> of(String wire) {
    return switch (wire) {
      case "agent" -> Optional.of(AGENT);
      case "customer" -> Optional.of(CUSTOMER);
      default -> Optional.empty();
    };
  }
}
