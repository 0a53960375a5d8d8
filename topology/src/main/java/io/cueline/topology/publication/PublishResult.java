package io.cueline.topology.publication;

import io.cueline.topology.rules.RuleError;
import java.util.List;

/** What became of a publication. */
public sealed interface PublishResult {

  /**
   * It is in force.
   *
   * @param changed ids of the rules that are new or other than before
   * @param removed ids of the rules that are gone
   */
  record Published(long revision, List<String> changed, List<String> removed)
      implements PublishResult {
    public Published {
      changed = List.copyOf(changed);
      removed = List.copyOf(removed);
    }
  }

  /** The same is in force already. */
  record Unchanged(long revision) implements PublishResult {}

  /** Somebody else has published since: nothing was written. */
  record Conflict(long current) implements PublishResult {}

  /** It cannot be published: nothing was written. */
  record Refused(List<RuleError> errors) implements PublishResult {
    public Refused {
      errors = List.copyOf(errors);
    }
  }
}
