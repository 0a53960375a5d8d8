package io.cueline.workbench.audit;

import io.cueline.schemas.ConfigLogEntry;
import io.cueline.schemas.Revision;
import io.cueline.schemas.RuleRef;
import io.cueline.schemas.RuleVersion;
import io.cueline.topology.rules.EngineSettings;
import io.cueline.topology.rules.Rule;
import io.cueline.topology.rules.RuleFile;
import io.cueline.topology.rules.RuleSnapshot;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Every revision that {@code compliance-config-log} still tells of, compiled when asked for. A rule
 * counts only when its text has the hash under which it was published. Not thread-safe.
 */
final class RecordedRules {

  /** A revision cannot be put together any more. */
  static final class Gone extends RuntimeException {
    Gone(String reason) {
      super(reason);
    }

    String reason() {
      return String.valueOf(getMessage());
    }
  }

  private final Map<Long, Revision> revisions = new HashMap<>();
  private final Map<String, RuleVersion> byHash = new HashMap<>();
  private final Map<Long, RuleSnapshot> compiled = new HashMap<>();

  /** Before asking: an entry of the log. */
  void take(ConfigLogEntry entry) {
    if (entry.getRule() != null) {
      byHash.put(key(entry.getRule().getRuleId(), entry.getRule().getHash()), entry.getRule());
    }
    if (entry.getRevision() != null) {
      revisions.put(entry.getRevision().getNumber(), entry.getRevision());
    }
  }

  /**
   * @throws Gone where the log does not hold all of it
   */
  RuleSnapshot revision(long number) {
    return compiled.computeIfAbsent(number, this::compile);
  }

  private RuleSnapshot compile(long number) {
    if (number == 0) {
      return RuleSnapshot.EMPTY;
    }
    Revision revision = revisions.get(number);
    if (revision == null) {
      throw new Gone("compliance-config-log does not hold revision %d".formatted(number));
    }
    List<Rule> rules = new ArrayList<>();
    for (RuleRef ref : revision.getRules()) {
      rules.add(rule(ref, number));
    }
    return RuleSnapshot.of(number, EngineSettings.of(revision.getEngine()), rules);
  }

  private Rule rule(RuleRef ref, long revision) {
    RuleVersion version = byHash.get(key(ref.getRuleId(), ref.getHash()));
    String name =
        "%s version %d of revision %d".formatted(ref.getRuleId(), ref.getVersion(), revision);
    if (version == null) {
      throw new Gone("compliance-config-log does not hold rule " + name);
    }
    return switch (RuleFile.parseRule(ref.getRuleId(), version.getSource())) {
      case RuleFile.RuleResult.Accepted(Rule rule) when rule.hash().equals(ref.getHash()) ->
          rule.withVersion(ref.getVersion());
      case RuleFile.RuleResult.Accepted ignored ->
          throw new Gone(
              "the text of rule %s has another hash than it was published by".formatted(name));
      case RuleFile.RuleResult.Refused ignored ->
          throw new Gone("rule %s is not read by this version of Cueline".formatted(name));
    };
  }

  private static String key(String ruleId, String hash) {
    return ruleId + "\n" + hash;
  }
}
