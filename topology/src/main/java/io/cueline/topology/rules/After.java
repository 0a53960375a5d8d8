package io.cueline.topology.rules;

import java.util.List;

/** What starts the clock of a required disclosure. */
public sealed interface After {

  /** The interaction's first utterance, anybody's. */
  record Start() implements After {}

  /**
   * One of these phrases, said by this speaker.
   *
   * @param phrases as in the rule file, at least one
   */
  record Heard(SpeakerScope speaker, List<String> phrases) implements After {
    public Heard {
      phrases = List.copyOf(phrases);
      if (phrases.isEmpty()) {
        throw new IllegalArgumentException("a trigger without phrases is never heard");
      }
    }
  }
}
