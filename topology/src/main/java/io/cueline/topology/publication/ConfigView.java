package io.cueline.topology.publication;

import io.cueline.schemas.ConfigEntry;
import io.cueline.schemas.Revision;
import io.cueline.schemas.RuleRef;
import io.cueline.schemas.RuleVersion;
import io.cueline.schemas.topic.Topics;
import io.cueline.topology.rules.EngineSettings;
import io.cueline.topology.rules.Rule;
import io.cueline.topology.rules.RuleFile;
import io.cueline.topology.rules.RuleSet;
import io.cueline.topology.rules.RuleSnapshot;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What the records of {@code compliance-config}, applied in their order, come to. Versions of a
 * publication wait until its revision names them; those without a publication take effect at once.
 * Not thread-safe.
 */
final class ConfigView {

  /** What a record did. */
  enum Effect {
    /** The rules in force are other ones now. */
    CHANGED,
    /** Nothing yet, or nothing at all. */
    NONE
  }

  /** A record that cannot take effect. */
  static final class Poison extends Exception {
    Poison(String reason) {
      super(reason, null, false, false);
    }
  }

  private final Map<String, Rule> waiting = new HashMap<>();
  private final Map<String, Rule> inForce = new TreeMap<>();
  private final Map<String, RuleRef> missing = new HashMap<>();
  private final Map<String, Integer> highest = new HashMap<>();

  /** Keys whose last record is not what is in force. */
  private final Set<String> tainted = new HashSet<>();

  private @Nullable Revision revision;
  private EngineSettings engine = EngineSettings.DEFAULT;

  /**
   * Applies a record.
   *
   * @param entry empty for a tombstone
   * @param published whether it is a tombstone of a publication, whose revision will tell
   */
  Effect apply(String key, Optional<ConfigEntry> entry, boolean published) throws Poison {
    if (entry.isEmpty()) {
      return remove(key, published);
    }
    boolean revisionKey = key.equals(Topics.REVISION_KEY);
    return switch (entry.get().getEntry()) {
      case Revision next when revisionKey -> revise(next);
      case RuleVersion version when !revisionKey -> install(key, version);
      default -> throw new Poison("a record of another kind than its key says");
    };
  }

  /** Remembers that this key's last record could not be used. */
  void taint(String key) {
    tainted.add(key);
  }

  private Effect remove(String key, boolean published) throws Poison {
    if (key.equals(Topics.REVISION_KEY)) {
      throw new Poison("the revision cannot be removed");
    }
    waiting.remove(key);
    tainted.remove(key);
    if (published) {
      return Effect.NONE;
    }
    missing.remove(key);
    return inForce.remove(key) == null ? Effect.NONE : Effect.CHANGED;
  }

  private Effect install(String key, RuleVersion version) throws Poison {
    Rule rule = read(key, version);
    highest.merge(key, version.getVersion(), Math::max);
    tainted.remove(key);
    if (version.getPublication() != null) {
      waiting.put(key, rule);
      return Effect.NONE;
    }
    missing.remove(key);
    inForce.put(key, rule);
    return Effect.CHANGED;
  }

  private Effect revise(Revision next) throws Poison {
    if (revision != null && next.getNumber() <= revision.getNumber()) {
      throw new Poison(
          "revision %d after revision %d".formatted(next.getNumber(), revision.getNumber()));
    }
    try {
      engine = EngineSettings.of(next.getEngine());
    } catch (IllegalArgumentException failure) {
      throw new Poison("the engine's settings: " + failure.getMessage());
    }
    Map<String, Rule> lastGood = Map.copyOf(inForce);
    inForce.clear();
    missing.clear();
    for (RuleRef ref : next.getRules()) {
      Rule named = waiting.get(ref.getRuleId());
      Rule before = lastGood.get(ref.getRuleId());
      if (named != null && is(named, ref)) {
        inForce.put(ref.getRuleId(), named);
      } else if (before != null) {
        inForce.put(ref.getRuleId(), before);
      }
      if (!inForce.containsKey(ref.getRuleId())
          || !is(inForce.getOrDefault(ref.getRuleId(), before), ref)) {
        missing.put(ref.getRuleId(), ref);
      }
    }
    waiting.clear();
    tainted.remove(Topics.REVISION_KEY);
    revision = next;
    return Effect.CHANGED;
  }

  /** A version that the revision names and that was not in the topic, from elsewhere. */
  Effect supply(RuleVersion version) throws Poison {
    RuleRef ref = missing.get(version.getRuleId());
    if (ref == null || version.getVersion() != ref.getVersion()) {
      return Effect.NONE;
    }
    Rule rule = read(version.getRuleId(), version);
    if (!is(rule, ref)) {
      return Effect.NONE;
    }
    missing.remove(version.getRuleId());
    inForce.put(version.getRuleId(), rule);
    return Effect.CHANGED;
  }

  private static boolean is(@Nullable Rule rule, RuleRef ref) {
    return rule != null && rule.version() == ref.getVersion() && rule.hash().equals(ref.getHash());
  }

  private static Rule read(String key, RuleVersion version) throws Poison {
    if (!version.getRuleId().equals(key)) {
      throw new Poison("a rule of another id than its key says");
    }
    if (version.getVersion() < 1) {
      throw new Poison("versions count from 1");
    }
    Rule rule =
        switch (RuleFile.parseRule("compliance-config", version.getSource())) {
          case RuleFile.RuleResult.Accepted accepted -> accepted.rule();
          case RuleFile.RuleResult.Refused refused ->
              throw new Poison(refused.errors().getFirst().toString());
        };
    if (!rule.id().equals(key)) {
      throw new Poison("its source has another id than its key");
    }
    return rule.withVersion(version.getVersion());
  }

  /** 0 before the first. */
  long number() {
    return revision == null ? 0 : revision.getNumber();
  }

  EngineSettings engine() {
    return engine;
  }

  /** The rules in force by id, those that are off as well. */
  Map<String, Rule> rules() {
    return inForce;
  }

  /** Versions that the revision names and that no record held. */
  Map<String, RuleRef> missing() {
    return Map.copyOf(missing);
  }

  Set<String> tainted() {
    return Set.copyOf(tainted);
  }

  /** The highest version seen of a rule, 0 for none. */
  int highest(String ruleId) {
    return highest.getOrDefault(ruleId, 0);
  }

  /** Remembers that a version has been used. */
  void used(String ruleId, int version) {
    highest.merge(ruleId, version, Math::max);
  }

  InForce inForce() {
    return new InForce(number(), new RuleSet(engine, List.copyOf(inForce.values())));
  }

  RuleSnapshot snapshot() {
    return RuleSnapshot.of(number(), engine, List.copyOf(inForce.values()));
  }
}
