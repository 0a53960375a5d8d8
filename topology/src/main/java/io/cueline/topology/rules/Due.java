package io.cueline.topology.rules;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * When a disclosure is due after its clock has started: the earlier where both are given.
 *
 * @param time more than nothing
 * @param utterances of the rule's speaker, 1 or more
 */
public record Due(Optional<Duration> time, OptionalInt utterances) {
  public Due {
    if (time.isEmpty() && utterances.isEmpty()) {
      throw new IllegalArgumentException("due needs a time or a number of utterances");
    }
    if (time.isPresent() && !time.get().isPositive()) {
      throw new IllegalArgumentException("a due time must be more than nothing");
    }
    if (utterances.isPresent() && utterances.getAsInt() < 1) {
      throw new IllegalArgumentException("due after at least one utterance");
    }
  }
}
