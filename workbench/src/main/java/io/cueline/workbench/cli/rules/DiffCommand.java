package io.cueline.workbench.cli.rules;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cueline.topology.publication.InForce;
import io.cueline.topology.rules.RuleSet;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code cueline rules diff}. */
@Command(
    name = "diff",
    description = "Shows what publishing a file would change of the rules in force.",
    mixinStandardHelpOptions = true)
@SuppressWarnings("NullAway.Init") // fields are set by picocli
final class DiffCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;
  @Mixin private LiveRules live;

  @Parameters(paramLabel = "FILE", description = "The rule file; 'default' for those shipped.")
  private String file;

  @Option(names = "--json", description = "As JSON.")
  private boolean json;

  @Override
  public Integer call() throws ExecutionException, InterruptedException, JsonProcessingException {
    RuleSet rules = RuleSource.rules(file);
    InForce now;
    try (LiveRules.Topics topics = live.open()) {
      now = topics.inForce();
    }
    RuleDiff diff = RuleDiff.between(now.rules(), rules);
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.println(json(now.revision(), diff));
    } else {
      diff.lines().forEach(line -> out.println(VerdictText.plain(line)));
      out.println(
          (diff.isEmpty() ? "no difference to revision %d" : "against revision %d")
              .formatted(now.revision()));
    }
    return 0;
  }

  private static String json(long revision, RuleDiff diff) throws JsonProcessingException {
    JsonMapper mapper = JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();
    ObjectNode told = mapper.createObjectNode().put("revision", revision);
    diff.added().forEach(rule -> told.withArray("added").add(rule.id()));
    diff.removed().forEach(rule -> told.withArray("removed").add(rule.id()));
    told.withArray("added");
    told.withArray("removed");
    told.putArray("changed");
    for (RuleDiff.ChangedRule rule : diff.changed()) {
      ObjectNode each = told.withArray("changed").addObject().put("id", rule.id());
      put(each.putObject("fields"), rule.fields());
    }
    put(told.putObject("engine"), diff.engine());
    return mapper.writeValueAsString(told);
  }

  private static void put(ObjectNode fields, List<RuleDiff.Change> changes) {
    for (RuleDiff.Change change : changes) {
      ObjectNode each = fields.putObject(change.field());
      each.set("from", change.before().orElse(null));
      each.set("to", change.after().orElse(null));
    }
  }
}
