package io.cueline.topology.rules;

import java.time.Duration;

/** How long a prohibited rule stays quiet after a violation. */
public sealed interface Cooldown {

  /** From the violation's time; may be zero. */
  record Time(Duration d) implements Cooldown {
    public Time {
      if (d.isNegative()) {
        throw new IllegalArgumentException("a cooldown cannot be negative");
      }
    }
  }

  /** The speaker's next utterances, 1 or more. */
  record Utterances(int n) implements Cooldown {
    public Utterances {
      if (n < 1) {
        throw new IllegalArgumentException("a cooldown of at least one utterance");
      }
    }
  }
}
