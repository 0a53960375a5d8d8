package io.cueline.topology.rules;

import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The content of rule files: all rules of a tenant, by id, and the engine's settings.
 *
 * @param rules of every mode, ids unique
 */
public record RuleSet(EngineSettings engine, List<Rule> rules) {

  public RuleSet {
    rules = rules.stream().sorted(Comparator.comparing(Rule::id)).toList();
    Set<String> ids = new HashSet<>();
    for (Rule rule : rules) {
      if (!ids.add(rule.id())) {
        throw new IllegalArgumentException("two rules have the id " + rule.id());
      }
    }
  }
}
