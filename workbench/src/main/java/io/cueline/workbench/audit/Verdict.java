package io.cueline.workbench.audit;

import java.util.List;
import java.util.Optional;

/** What came of deciding an interaction again. */
public sealed interface Verdict {

  String interactionId();

  /**
   * Everything on record is decided again, to the byte.
   *
   * @param violations compared
   * @param scorecards compared
   * @param frames of the interaction that were read
   * @param revisions it was judged by, in their order
   */
  record Same(
      String interactionId, int violations, int scorecards, int frames, List<Long> revisions)
      implements Verdict {
    public Same {
      revisions = List.copyOf(revisions);
    }
  }

  /**
   * Something is not.
   *
   * @param excuse what else than a wrong record may be behind it
   */
  record Differs(String interactionId, List<Difference> differences, Optional<String> excuse)
      implements Verdict {
    public Differs {
      differences = List.copyOf(differences);
    }
  }

  /** It cannot be decided again: the frames or the rules are no longer there. */
  record Expired(String interactionId, String reason) implements Verdict {}
}
