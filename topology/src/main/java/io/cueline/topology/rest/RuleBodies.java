package io.cueline.topology.rest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cueline.runtime.http.HttpFailure;
import io.cueline.runtime.http.HttpRequest;
import io.cueline.topology.rules.Rule;
import io.cueline.topology.rules.RuleError;
import io.cueline.topology.rules.RuleFile;
import io.cueline.topology.rules.RuleSet;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Rules out of request bodies, in YAML or JSON. JSON may carry what reading adds to the fields of a
 * rule file (revision, versions, hashes): it is let be, so that what was read can be sent back.
 */
final class RuleBodies {

  private static final String NAME = "body";
  private static final Set<String> ADDED = Set.of("version", "hash");
  private static final Pattern HAS_ID = Pattern.compile("(?m)^\\s*[\"']?id[\"']?\\s*:");
  private static final ObjectReader JSON =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build()
          .readerFor(JsonNode.class);

  /** What came of reading. */
  sealed interface Read<T> {
    record Accepted<T>(T content) implements Read<T> {}

    record Refused<T>(List<RuleError> errors) implements Read<T> {
      public Refused {
        errors = List.copyOf(errors);
      }
    }
  }

  private RuleBodies() {}

  static Read<RuleSet> file(HttpRequest request) {
    String text = json(request).map(RuleBodies::fileAsSent).orElseGet(() -> text(request));
    return switch (RuleFile.parse(NAME, text)) {
      case RuleFile.Result.Accepted accepted -> new Read.Accepted<>(accepted.rules());
      case RuleFile.Result.Refused refused -> new Read.Refused<>(refused.errors());
    };
  }

  /**
   * @param id of the rule; the body may leave it out, but not say another
   */
  static Read<Rule> rule(HttpRequest request, String id) {
    Optional<JsonNode> json = json(request);
    String text = json.isPresent() ? ruleAsSent(json.get(), id) : withId(text(request), id);
    return switch (RuleFile.parseRule(NAME, text)) {
      case RuleFile.RuleResult.Accepted(Rule rule) when rule.id().equals(id) ->
          new Read.Accepted<>(rule);
      case RuleFile.RuleResult.Accepted(Rule rule) ->
          throw HttpFailure.badRequest(
              "the body is the rule '%s', not '%s'".formatted(rule.id(), RuleJson.shown(id)));
      case RuleFile.RuleResult.Refused refused -> new Read.Refused<>(refused.errors());
    };
  }

  private static String fileAsSent(JsonNode file) {
    if (file instanceof ObjectNode fields) {
      fields.remove("revision");
      if (fields.path("rules").isArray()) {
        for (JsonNode rule : fields.path("rules")) {
          withoutWhatIsAdded(rule);
        }
      }
    }
    return file.toString();
  }

  private static String ruleAsSent(JsonNode rule, String id) {
    withoutWhatIsAdded(rule);
    if (rule instanceof ObjectNode fields && !fields.has("id")) {
      fields.put("id", id);
    }
    return rule.toString();
  }

  /** Behind all lines, so that theirs stay what they are. */
  private static String withId(String yaml, String id) {
    return HAS_ID.matcher(yaml).find()
        ? yaml
        : yaml + "\nid: " + JsonNodeFactory.instance.textNode(id) + "\n";
  }

  private static void withoutWhatIsAdded(JsonNode rule) {
    if (rule instanceof ObjectNode fields) {
      fields.remove(ADDED);
    }
  }

  /** Empty where the body is YAML of another kind. */
  private static Optional<JsonNode> json(HttpRequest request) {
    boolean declared =
        request.header("Content-Type").orElse("").toLowerCase(Locale.ROOT).contains("json");
    if (!declared && !text(request).stripLeading().startsWith("{")) {
      return Optional.empty();
    }
    try {
      return Optional.of(JSON.readValue(request.body()));
    } catch (JsonProcessingException wrong) {
      if (declared) {
        throw HttpFailure.badRequest(
            "the body is not JSON (line %d): %s"
                .formatted(
                    wrong.getLocation() == null ? 0 : wrong.getLocation().getLineNr(),
                    wrong.getOriginalMessage()));
      }
      return Optional.empty();
    } catch (IOException impossible) {
      throw new IllegalStateException("reading from memory failed", impossible);
    }
  }

  private static String text(HttpRequest request) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(request.body())).toString();
    } catch (CharacterCodingException binary) {
      throw HttpFailure.badRequest("the body is not text in UTF-8");
    }
  }
}
