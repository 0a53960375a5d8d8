package io.cueline.topology.rules;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/** Rule files: YAML that a compliance officer can read. Pure, thread-safe. */
public final class RuleFile {

  /** The rules that are shipped, for errors and for publications. */
  public static final String DEFAULT_NAME = "default-rules.yaml";

  private static final int MOST_RULES = 20_000;
  private static final Set<String> TOP = Set.of("rules", "engine");
  private static final Set<String> ENGINE =
      Set.of("join_window", "idle_end", "ended_marker", "fragment_idle", "fragment_max");

  /** What came of reading. */
  public sealed interface Result {
    /**
     * All is well.
     *
     * @param warnings what is allowed and yet hardly meant
     */
    record Accepted(RuleSet rules, List<RuleError> warnings) implements Result {
      public Accepted {
        warnings = List.copyOf(warnings);
      }
    }

    /** All that is wrong, at once. */
    record Refused(List<RuleError> errors) implements Result {
      public Refused {
        errors = List.copyOf(errors);
      }
    }
  }

  /** What came of reading a single rule. */
  public sealed interface RuleResult {
    record Accepted(Rule rule) implements RuleResult {}

    record Refused(List<RuleError> errors) implements RuleResult {
      public Refused {
        errors = List.copyOf(errors);
      }
    }
  }

  private RuleFile() {}

  /**
   * Reads and checks a rule file.
   *
   * @param file its name, for errors
   */
  public static Result parse(String file, String yaml) {
    RuleErrors errors = new RuleErrors(file);
    Optional<Fields> top =
        YamlReader.read(yaml, errors).flatMap(node -> Fields.of(node, "a rule file", errors));
    if (top.isEmpty()) {
      return new Result.Refused(errors.all());
    }
    top.get().allow(TOP, "a rule file");
    EngineSettings engine = engine(top.get(), errors);
    List<Rule> rules = rules(top.get(), errors);
    return errors.count() == 0
        ? new Result.Accepted(new RuleSet(engine, rules), errors.warnings())
        : new Result.Refused(errors.all());
  }

  /**
   * Reads and checks one rule, such as the canonical JSON that {@code compliance-config} carries.
   *
   * @param name where it comes from, for errors
   */
  public static RuleResult parseRule(String name, String source) {
    RuleErrors errors = new RuleErrors(name);
    Optional<Rule> rule =
        YamlReader.read(source, errors).flatMap(node -> RuleReader.read(node, errors));
    return rule.isPresent() && errors.count() == 0
        ? new RuleResult.Accepted(rule.get())
        : new RuleResult.Refused(errors.all());
  }

  /** The rules that are shipped, as written. */
  public static String defaultYaml() {
    String path = "/rules/" + DEFAULT_NAME;
    try (InputStream stream = RuleFile.class.getResourceAsStream(path)) {
      if (stream == null) {
        throw new IllegalStateException(path + " is not on the class path");
      }
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** The rules that are shipped. */
  public static RuleSet defaults() {
    return switch (parse(DEFAULT_NAME, defaultYaml())) {
      case Result.Accepted accepted -> accepted.rules();
      case Result.Refused refused -> throw new IllegalStateException(refused.errors().toString());
    };
  }

  private static List<Rule> rules(Fields top, RuleErrors errors) {
    Optional<Node> node = top.node("rules");
    if (node.isEmpty()) {
      errors.add(top.line(), "field 'rules' is missing", "begin with 'rules:'");
      return List.of();
    }
    if (!(node.get() instanceof SequenceNode list) || !list.getTag().equals(Tag.SEQ)) {
      errors.add(top.lineOf("rules"), "rules must be a list", "begin each rule with '- id:'");
      return List.of();
    }
    if (list.getValue().size() > MOST_RULES) {
      errors.add(top.lineOf("rules"), "more than %d rules".formatted(MOST_RULES), "");
      return List.of();
    }
    Map<String, Integer> lines = new HashMap<>();
    List<Rule> rules = new ArrayList<>();
    for (Node item : list.getValue()) {
      int line = YamlReader.line(item.getStartMark());
      Optional<Rule> rule = RuleReader.read(item, errors);
      if (rule.isPresent()) {
        Integer other = lines.putIfAbsent(rule.get().id(), line);
        if (other == null) {
          rules.add(rule.get());
        } else {
          errors.about(Optional.of(rule.get().id()));
          errors.add(line, "the same id as in line " + other, "give each rule its own");
          errors.about(Optional.empty());
        }
      }
    }
    return rules;
  }

  private static EngineSettings engine(Fields top, RuleErrors errors) {
    Optional<Fields> block = top.node("engine").flatMap(node -> Fields.of(node, "engine", errors));
    if (block.isEmpty()) {
      return EngineSettings.DEFAULT;
    }
    Fields fields = block.get();
    fields.allow(ENGINE, "engine");
    EngineSettings usual = EngineSettings.DEFAULT;
    Duration joinWindow = fields.duration("join_window").orElse(usual.joinWindow());
    Duration idleEnd = fields.duration("idle_end").orElse(usual.idleEnd());
    Duration endedMarker = fields.duration("ended_marker").orElse(usual.endedMarker());
    Duration fragmentIdle = fields.duration("fragment_idle").orElse(usual.fragmentIdle());
    Duration fragmentMax = fields.duration("fragment_max").orElse(usual.fragmentMax());
    try {
      return new EngineSettings(joinWindow, idleEnd, endedMarker, fragmentIdle, fragmentMax);
    } catch (IllegalArgumentException failure) {
      errors.add(fields.line(), String.valueOf(failure.getMessage()), "");
      return usual;
    }
  }
}
