package io.cueline.topology.rest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cueline.runtime.settings.Durations;
import io.cueline.topology.publication.InForce;
import io.cueline.topology.rules.EngineSettings;
import io.cueline.topology.rules.Rule;
import io.cueline.topology.rules.RuleError;
import java.util.List;

/** The rules as JSON: a rule file's fields, and what a publication adds to them. */
final class RuleJson {

  static final JsonMapper MAPPER = new JsonMapper();

  private static final int LONGEST_SHOWN = 100;

  private RuleJson() {}

  static ObjectNode all(InForce now) {
    ObjectNode all = MAPPER.createObjectNode();
    all.put("revision", now.revision());
    EngineSettings engine = now.rules().engine();
    all.putObject("engine")
        .put("join_window", Durations.format(engine.joinWindow()))
        .put("idle_end", Durations.format(engine.idleEnd()))
        .put("ended_marker", Durations.format(engine.endedMarker()))
        .put("fragment_idle", Durations.format(engine.fragmentIdle()))
        .put("fragment_max", Durations.format(engine.fragmentMax()));
    ArrayNode rules = all.putArray("rules");
    now.rules().rules().forEach(rule -> rules.add(one(rule)));
    return all;
  }

  static ObjectNode one(Rule rule) {
    ObjectNode fields = MAPPER.createObjectNode();
    fields.put("id", rule.id()).put("version", rule.version()).put("hash", rule.hash());
    return fields.setAll(source(rule));
  }

  /** The fields of the rule file. */
  static ObjectNode source(Rule rule) {
    try {
      return (ObjectNode) MAPPER.readTree(rule.source());
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException("a rule's source is canonical JSON", impossible);
    }
  }

  static ObjectNode published(RuleWrites.Written.Done done) {
    ObjectNode told = MAPPER.createObjectNode().put("revision", done.revision());
    done.changed().forEach(told.putArray("changed")::add);
    done.removed().forEach(told.putArray("removed")::add);
    return told;
  }

  static ObjectNode conflict(String message, long current) {
    return MAPPER.createObjectNode().put("error", message).put("revision", current);
  }

  static ObjectNode errors(List<RuleError> errors) {
    ObjectNode told =
        MAPPER
            .createObjectNode()
            .put("error", errors.isEmpty() ? "refused" : errors.getFirst().toString());
    ArrayNode all = told.putArray("errors");
    for (RuleError error : errors) {
      all.addObject()
          .put("line", error.line())
          .put("rule", error.ruleId().orElse(null))
          .put("reason", error.reason())
          .put("suggestion", error.suggestion().orElse(null));
    }
    return told;
  }

  /** What a client sent, short enough to repeat. */
  static String shown(String text) {
    return text.length() <= LONGEST_SHOWN ? text : text.substring(0, LONGEST_SHOWN) + "…";
  }
}
