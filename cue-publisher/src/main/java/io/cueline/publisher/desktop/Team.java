package io.cueline.publisher.desktop;

import java.util.Optional;
import java.util.Set;

/** Whose calls a supervisor sees. */
public sealed interface Team {

  /** Everybody's, also calls that nobody is known to have. */
  record All() implements Team {}

  /** Those of these agents. */
  record Of(Set<String> agentIds) implements Team {
    public Of {
      agentIds = Set.copyOf(agentIds);
    }
  }

  /**
   * @param agentId who has the call, where that is known
   */
  default boolean has(Optional<String> agentId) {
    return switch (this) {
      case All() -> true;
      case Of(Set<String> agentIds) -> agentId.filter(agentIds::contains).isPresent();
    };
  }
}
