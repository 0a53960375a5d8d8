package io.cueline.publisher.desktop;

import java.util.Optional;

/** Who looks at a desktop. */
public sealed interface Viewer {

  /** Sees what is theirs. */
  record Agent(String id) implements Viewer {
    public Agent {
      if (id.isBlank()) {
        throw new IllegalArgumentException("an agent without an id");
      }
    }
  }

  /** Sees a team's calls and changes nothing. */
  record Supervisor(String name, Team team) implements Viewer {
    public Supervisor {
      if (name.isBlank()) {
        throw new IllegalArgumentException("a supervisor without a name");
      }
    }
  }

  /**
   * @param agentId who has the call, where that is known
   */
  default boolean sees(Optional<String> agentId) {
    return switch (this) {
      case Agent(String id) -> agentId.filter(id::equals).isPresent();
      case Supervisor(String ignored, Team team) -> team.has(agentId);
    };
  }

  /** The claim {@code sub} of their token. */
  default String subject() {
    return switch (this) {
      case Agent(String id) -> id;
      case Supervisor(String name, Team ignored) -> name;
    };
  }

  /** The claim {@code role} of their token. */
  default String role() {
    return switch (this) {
      case Agent ignored -> "agent";
      case Supervisor ignored -> "supervisor";
    };
  }
}
