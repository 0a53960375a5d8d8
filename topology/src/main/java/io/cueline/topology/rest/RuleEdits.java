package io.cueline.topology.rest;

import io.cueline.topology.rules.Rule;
import io.cueline.topology.rules.RuleSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Sets of rules with one of them other than before. */
final class RuleEdits {

  private RuleEdits() {}

  static RuleSet put(RuleSet rules, Rule rule) {
    List<Rule> next = new ArrayList<>(rules.rules());
    next.removeIf(old -> old.id().equals(rule.id()));
    next.add(rule);
    return new RuleSet(rules.engine(), next);
  }

  /** Empty where there is none of that id. */
  static Optional<RuleSet> remove(RuleSet rules, String id) {
    List<Rule> next = new ArrayList<>(rules.rules());
    return next.removeIf(old -> old.id().equals(id))
        ? Optional.of(new RuleSet(rules.engine(), next))
        : Optional.empty();
  }
}
