package io.cueline.topology.rules;

import io.cueline.runtime.settings.Durations;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Writes a rule as canonical JSON, every default spelt out, so that its hash says what it means.
 */
final class RuleWriter {

  private RuleWriter() {}

  /** The rule with its source and hash. */
  static Rule sealed(Rule rule) {
    String source = CanonicalJson.write(fields(rule));
    RuleHead head = rule.head().withSource(source, CanonicalJson.hash(source));
    return switch (rule) {
      case ProhibitedRule old ->
          new ProhibitedRule(head, old.distinct(), old.within(), old.cooldown(), old.keepOnGap());
      case RequiredRule old -> new RequiredRule(head, old.after(), old.due(), old.title());
    };
  }

  private static SortedMap<String, Object> fields(Rule rule) {
    SortedMap<String, Object> fields = new TreeMap<>();
    fields.put("id", rule.id());
    fields.put("speaker", name(rule.speaker()));
    fields.put("mode", name(rule.mode()));
    rule.language().ifPresent(language -> fields.put("language", language));
    fields.put("min_confidence", rule.minConfidence());
    fields.put("disfluencies", rule.keepDisfluencies() ? "keep" : "remove");
    if (rule.tolerance() > 0) {
      fields.put("tolerance", rule.tolerance());
    }
    fields.put("phrases", rule.phrases());
    if (!rule.unless().isEmpty()) {
      fields.put("unless", rule.unless());
    }
    fields.put("severity", name(rule.severity()));
    fields.put("message", rule.message());
    switch (rule) {
      case ProhibitedRule prohibited -> add(fields, prohibited);
      case RequiredRule required -> add(fields, required);
    }
    return fields;
  }

  private static void add(SortedMap<String, Object> fields, ProhibitedRule rule) {
    fields.put("kind", "prohibited");
    fields.put("distinct", rule.distinct());
    rule.within().ifPresent(within -> fields.put("within", Durations.format(within)));
    fields.put(
        "cooldown",
        switch (rule.cooldown()) {
          case Cooldown.Time time -> Durations.format(time.d());
          case Cooldown.Utterances utterances -> utterances(utterances.n());
        });
    fields.put("on_gap", rule.keepOnGap() ? "keep" : "reset");
  }

  private static void add(SortedMap<String, Object> fields, RequiredRule rule) {
    fields.put("kind", "required");
    fields.put("title", rule.title());
    List<String> due = new ArrayList<>();
    rule.due().time().ifPresent(time -> due.add(Durations.format(time)));
    rule.due().utterances().ifPresent(count -> due.add(utterances(count)));
    fields.put("due", due);
    switch (rule.after()) {
      case After.Start start -> fields.put("after", "start");
      case After.Heard heard -> {
        SortedMap<String, Object> trigger = new TreeMap<>();
        trigger.put("speaker", name(heard.speaker()));
        trigger.put("phrases", heard.phrases());
        fields.put("after", trigger);
      }
    }
  }

  private static String utterances(int count) {
    return count == 1 ? "1 utterance" : count + " utterances";
  }

  private static String name(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}
