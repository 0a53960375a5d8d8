package io.cueline.workbench.cli.rules;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cueline.topology.publication.InForce;
import io.cueline.topology.rules.ProhibitedRule;
import io.cueline.topology.rules.RequiredRule;
import io.cueline.topology.rules.Rule;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code cueline rules list}. */
@Command(name = "list", description = "Lists the rules in force.", mixinStandardHelpOptions = true)
@SuppressWarnings("NullAway.Init") // fields are set by picocli
final class ListCommand implements Callable<Integer> {

  private static final String ROW = "%-34s %-10s %-6s %-8s %-8s %7s";

  @Spec private CommandSpec spec;
  @Mixin private LiveRules live;

  @Option(names = "--json", description = "As JSON, with every field.")
  private boolean json;

  @Override
  public Integer call() throws ExecutionException, InterruptedException, JsonProcessingException {
    InForce now;
    try (LiveRules.Topics topics = live.open()) {
      now = topics.inForce();
    }
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.println(json(now));
      return 0;
    }
    out.println(
        ROW.formatted("RULE", "KIND", "MODE", "SEVERITY", "SPEAKER", "VERSION").stripTrailing());
    now.rules().rules().forEach(rule -> out.println(row(rule)));
    out.println(
        now.revision() == 0
            ? "nothing has been published yet"
            : "%d rules, revision %d".formatted(now.rules().rules().size(), now.revision()));
    return 0;
  }

  private static String row(Rule rule) {
    return ROW.formatted(
        VerdictText.cut(rule.id(), 34),
        kind(rule),
        VerdictJson.lower(rule.mode()),
        VerdictJson.lower(rule.severity()),
        VerdictJson.lower(rule.speaker()),
        rule.version());
  }

  static String kind(Rule rule) {
    return switch (rule) {
      case ProhibitedRule _ -> "prohibited";
      case RequiredRule _ -> "required";
    };
  }

  private static String json(InForce now) throws JsonProcessingException {
    JsonMapper mapper = JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();
    ObjectNode all = mapper.createObjectNode().put("revision", now.revision());
    ArrayNode rules = all.putArray("rules");
    for (Rule rule : now.rules().rules()) {
      ObjectNode fields =
          rules
              .addObject()
              .put("id", rule.id())
              .put("version", rule.version())
              .put("hash", rule.hash());
      fields.setAll((ObjectNode) mapper.readTree(rule.source()));
    }
    return mapper.writeValueAsString(all);
  }
}
