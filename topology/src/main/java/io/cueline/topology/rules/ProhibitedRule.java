package io.cueline.topology.rules;

import java.time.Duration;
import java.util.Optional;

/**
 * Words that must not be said.
 *
 * @param distinct different phrases needed for a violation, 1 or more; where there are fewer
 *     phrases the rule never fires
 * @param within older hits fade after this
 * @param keepOnGap a hit survives a gap in what was heard
 */
public record ProhibitedRule(
    RuleHead head, int distinct, Optional<Duration> within, Cooldown cooldown, boolean keepOnGap)
    implements Rule {

  public ProhibitedRule {
    if (distinct < 1) {
      throw new IllegalArgumentException("rule " + head.id() + " wants no phrase at all");
    }
    if (within.isPresent() && !within.get().isPositive()) {
      throw new IllegalArgumentException("rule " + head.id() + ": within must be more than 0");
    }
  }

  @Override
  public ProhibitedRule withVersion(int version) {
    return new ProhibitedRule(head.withVersion(version), distinct, within, cooldown, keepOnGap);
  }
}
