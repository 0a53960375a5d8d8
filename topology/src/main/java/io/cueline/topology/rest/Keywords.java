package io.cueline.topology.rest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cueline.runtime.http.HttpFailure;
import io.cueline.runtime.http.HttpReply;
import io.cueline.topology.rules.ProhibitedRule;
import io.cueline.topology.rules.Rule;
import io.cueline.topology.rules.RuleFile;
import io.cueline.topology.rules.RuleSet;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The tenant's contract's set of keywords: the phrases of the rule {@code default-keywords}, of
 * which an agent may not say two different ones.
 *
 * @param words at least one
 */
record Keywords(List<String> words) {

  static final String RULE_ID = "default-keywords";

  Keywords {
    words = List.copyOf(words);
  }

  /**
   * @throws HttpFailure 400 with the reason where the body is another
   */
  static Keywords of(JsonNode body) {
    JsonNode list = body.path("keywords");
    if (!list.isArray()) {
      throw HttpFailure.badRequest(
          "expected {\"keywords\": [\"guarantee\", \"refund\"]}: "
              + (list.isMissingNode() ? "'keywords' is missing" : "'keywords' is not a list"));
    }
    if (list.isEmpty()) {
      throw HttpFailure.badRequest(
          "'keywords' is empty: name at least one, or DELETE the rule " + RULE_ID);
    }
    List<String> words = new ArrayList<>();
    for (JsonNode word : list) {
      if (!word.isTextual() || word.asText().isBlank()) {
        throw HttpFailure.badRequest(
            "keyword %d is %s"
                .formatted(words.size() + 1, word.isTextual() ? "empty" : "no string"));
      }
      words.add(word.asText());
    }
    return new Keywords(words);
  }

  /**
   * The rule with these words; what else was set of it (severity, message, mode) stays.
   *
   * @throws HttpFailure 400 with the reason where a word cannot be a phrase
   */
  Rule rule(RuleSet before) {
    ObjectNode fields =
        Stream.concat(before.rules().stream(), RuleFile.defaults().rules().stream())
            .filter(rule -> rule.id().equals(RULE_ID) && rule instanceof ProhibitedRule)
            .findFirst()
            .map(RuleJson::source)
            .orElseThrow(() -> new IllegalStateException(RULE_ID + " is shipped"));
    fields.put("speaker", "agent").put("distinct", 2).put("cooldown", "1 utterance");
    ArrayNode phrases = fields.putArray("phrases");
    words.forEach(phrases::add);
    return switch (RuleFile.parseRule("keywords", fields.toString())) {
      case RuleFile.RuleResult.Accepted(Rule rule) -> rule;
      case RuleFile.RuleResult.Refused refused ->
          throw HttpFailure.badRequest(refused.errors().getFirst().reason());
    };
  }

  HttpReply updated() {
    Map<String, Object> told = new LinkedHashMap<>();
    told.put("status", "updated");
    told.put("count", words.size());
    return HttpReply.json(200, told);
  }
}
