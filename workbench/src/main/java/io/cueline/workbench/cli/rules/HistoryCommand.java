package io.cueline.workbench.cli.rules;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.cueline.topology.publication.RuleHistory;
import io.cueline.topology.publication.RuleHistory.Entry;
import java.io.PrintWriter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code cueline rules history}. */
@Command(
    name = "history",
    description = "Tells who put which rules in force, when and why; oldest first.",
    mixinStandardHelpOptions = true)
@SuppressWarnings("NullAway.Init") // fields are set by picocli
final class HistoryCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;
  @Mixin private LiveRules live;

  @Parameters(
      paramLabel = "RULE",
      arity = "0..1",
      description = "Only what was done to this rule, and what it said each time.")
  private @Nullable String rule;

  @Option(names = "--json", description = "A JSON object a line, for programs.")
  private boolean json;

  @Override
  public Integer call() throws ExecutionException, InterruptedException, JsonProcessingException {
    List<Entry> entries;
    try (LiveRules.Topics topics = live.open()) {
      entries = topics.history();
    }
    PrintWriter out = spec.commandLine().getOut();
    String only = rule;
    JsonMapper mapper = new JsonMapper();
    int shown = 0;
    for (Entry entry : entries) {
      if (only == null || entry.touches(only)) {
        shown++;
        if (json) {
          out.println(mapper.writeValueAsString(fields(entry, only)));
        } else {
          lines(entry, only).forEach(line -> out.println(VerdictText.plain(line)));
        }
      }
    }
    if (shown == 0 && !json) {
      out.println(
          only == null ? "nothing has been published yet" : "no revision ever had a rule " + only);
    }
    return 0;
  }

  private static List<String> lines(Entry entry, @Nullable String only) {
    List<String> lines = new ArrayList<>();
    lines.add(
        "revision %d  %s  %s: %s"
            .formatted(
                entry.revision(),
                entry.at().truncatedTo(ChronoUnit.SECONDS),
                entry.who(),
                entry.why()));
    for (RuleHistory.Version version : entry.changed()) {
      if (only == null) {
        lines.add("  %s version %d".formatted(version.ruleId(), version.version()));
      } else if (version.ruleId().equals(only)) {
        lines.add("  version %d  %s".formatted(version.version(), version.hash().substring(0, 12)));
        lines.add("  " + version.source());
      }
    }
    entry.removed().stream()
        .filter(id -> only == null || id.equals(only))
        .forEach(id -> lines.add("  %s removed".formatted(id)));
    return lines;
  }

  private static Map<String, Object> fields(Entry entry, @Nullable String only)
      throws JsonProcessingException {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("revision", entry.revision());
    fields.put("base", entry.base());
    fields.put("at", entry.at().toString());
    fields.put("who", entry.who());
    fields.put("why", entry.why());
    fields.put("rules", entry.rules());
    List<Map<String, Object>> changed = new ArrayList<>();
    JsonMapper mapper = new JsonMapper();
    for (RuleHistory.Version version : entry.changed()) {
      if (only == null || version.ruleId().equals(only)) {
        Map<String, Object> each = new LinkedHashMap<>();
        each.put("id", version.ruleId());
        each.put("version", version.version());
        each.put("hash", version.hash());
        each.put("rule", mapper.readTree(version.source()));
        changed.add(each);
      }
    }
    fields.put("changed", changed);
    fields.put(
        "removed", entry.removed().stream().filter(id -> only == null || id.equals(only)).toList());
    return fields;
  }
}
