package io.cueline.workbench.cli.rules;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.cueline.runtime.settings.Durations;
import io.cueline.topology.rules.EngineSettings;
import io.cueline.topology.rules.Rule;
import io.cueline.topology.rules.RuleSet;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What publishing one set of rules in place of another would change. */
record RuleDiff(
    List<Rule> added, List<Rule> removed, List<ChangedRule> changed, List<Change> engine) {

  /** A field that says something else; empty where it is not said at all. */
  record Change(String field, Optional<JsonNode> before, Optional<JsonNode> after) {}

  record ChangedRule(String id, List<Change> fields) {
    ChangedRule {
      fields = List.copyOf(fields);
    }
  }

  private static final JsonMapper MAPPER = new JsonMapper();

  RuleDiff {
    added = List.copyOf(added);
    removed = List.copyOf(removed);
    changed = List.copyOf(changed);
    engine = List.copyOf(engine);
  }

  static RuleDiff between(RuleSet before, RuleSet after) {
    Map<String, Rule> old = byId(before);
    Map<String, Rule> next = byId(after);
    List<ChangedRule> changed = new ArrayList<>();
    next.forEach(
        (id, rule) -> {
          Rule other = old.get(id);
          if (other != null && !other.hash().equals(rule.hash())) {
            changed.add(new ChangedRule(id, fields(tree(other), tree(rule))));
          }
        });
    return new RuleDiff(
        next.values().stream().filter(rule -> !old.containsKey(rule.id())).toList(),
        old.values().stream().filter(rule -> !next.containsKey(rule.id())).toList(),
        changed,
        fields(tree(before.engine()), tree(after.engine())));
  }

  boolean isEmpty() {
    return added.isEmpty() && removed.isEmpty() && changed.isEmpty() && engine.isEmpty();
  }

  /** For people. */
  List<String> lines() {
    List<String> lines = new ArrayList<>();
    added.forEach(rule -> lines.add("+ %s (%s)".formatted(rule.id(), ListCommand.kind(rule))));
    removed.forEach(rule -> lines.add("- %s (%s)".formatted(rule.id(), ListCommand.kind(rule))));
    for (ChangedRule rule : changed) {
      lines.add("~ " + rule.id());
      rule.fields.forEach(change -> lines.addAll(told(change)));
    }
    if (!engine.isEmpty()) {
      lines.add("~ engine");
      engine.forEach(change -> lines.addAll(told(change)));
    }
    return lines;
  }

  private static List<String> told(Change change) {
    String from = change.before.map(JsonNode::toString).orElse("(not said)");
    String to = change.after.map(JsonNode::toString).orElse("(not said)");
    boolean lists =
        change.before.filter(JsonNode::isArray).isPresent()
            && change.after.filter(JsonNode::isArray).isPresent();
    return lists
        ? listTold(change.field, change.before.get(), change.after.get())
        : List.of("    %s: %s -> %s".formatted(change.field, from, to));
  }

  private static List<String> listTold(String field, JsonNode before, JsonNode after) {
    List<String> lines = new ArrayList<>();
    lines.add("    %s:".formatted(field));
    List<JsonNode> old = new ArrayList<>();
    before.forEach(old::add);
    List<JsonNode> next = new ArrayList<>();
    after.forEach(next::add);
    old.stream().filter(each -> !next.contains(each)).forEach(each -> lines.add("      - " + each));
    next.stream().filter(each -> !old.contains(each)).forEach(each -> lines.add("      + " + each));
    if (lines.size() == 1) {
      lines.add("      in another order");
    }
    return lines;
  }

  private static Map<String, Rule> byId(RuleSet rules) {
    return rules.rules().stream()
        .collect(
            Collectors.toMap(Rule::id, Function.identity(), (one, other) -> one, TreeMap::new));
  }

  private static List<Change> fields(JsonNode before, JsonNode after) {
    TreeSet<String> names = new TreeSet<>();
    before.fieldNames().forEachRemaining(names::add);
    after.fieldNames().forEachRemaining(names::add);
    return names.stream()
        .map(
            name ->
                new Change(
                    name,
                    Optional.ofNullable(before.get(name)),
                    Optional.ofNullable(after.get(name))))
        .filter(change -> !change.before.equals(change.after))
        .toList();
  }

  private static JsonNode tree(Rule rule) {
    try {
      return MAPPER.readTree(rule.source());
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException("a rule's source is canonical JSON", impossible);
    }
  }

  private static JsonNode tree(EngineSettings engine) {
    return MAPPER
        .createObjectNode()
        .put("join_window", text(engine.joinWindow()))
        .put("idle_end", text(engine.idleEnd()))
        .put("ended_marker", text(engine.endedMarker()))
        .put("fragment_idle", text(engine.fragmentIdle()))
        .put("fragment_max", text(engine.fragmentMax()));
  }

  private static String text(Duration duration) {
    return Durations.format(duration);
  }
}
