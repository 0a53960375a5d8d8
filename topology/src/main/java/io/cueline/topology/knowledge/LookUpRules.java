package io.cueline.topology.knowledge;

import java.time.Duration;
import java.util.Optional;

/**
 * What the look-up goes by, besides the articles.
 *
 * @param maxAge an older query is not answered any more
 * @param rememberShown so long after its last change an interaction is forgotten
 * @param cards for a query at most, at least 1
 * @param waitForRemote how long a query waits for the tenant's search; empty where nobody asks it
 */
record LookUpRules(
    Duration maxAge, Duration rememberShown, int cards, Optional<Duration> waitForRemote) {

  LookUpRules {
    if (!maxAge.isPositive() || cards < 1) {
      throw new IllegalArgumentException("age %s, cards %d".formatted(maxAge, cards));
    }
  }
}
