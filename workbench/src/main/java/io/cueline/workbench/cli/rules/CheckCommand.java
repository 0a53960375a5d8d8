package io.cueline.workbench.cli.rules;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.cueline.topology.rules.RuleError;
import io.cueline.topology.rules.RuleFile;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code cueline rules check}. */
@Command(
    name = "check",
    description = {
      "Checks rule files: says file, line, reason and what to do of everything that is wrong.",
      "Exit status 1 if one of them is refused."
    },
    mixinStandardHelpOptions = true)
@SuppressWarnings("NullAway.Init") // fields are set by picocli
final class CheckCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "FILE", arity = "1..*", description = "Rule files, each by itself.")
  private List<String> files;

  @Option(names = "--json", description = "As JSON.")
  private boolean json;

  /** What was found, in all files. */
  private record Found(int rules, List<RuleError> errors, List<RuleError> warnings) {}

  @Override
  public Integer call() throws JsonProcessingException {
    Found found = check();
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.println(
          JsonMapper.builder()
              .enable(SerializationFeature.INDENT_OUTPUT)
              .build()
              .writeValueAsString(fields(found)));
    } else {
      found.errors.forEach(error -> out.println(VerdictText.plain(error.toString())));
      found.warnings.forEach(
          warning -> out.println("warning: " + VerdictText.plain(warning.toString())));
      out.println(summary(found));
    }
    return found.errors.isEmpty() ? 0 : 1;
  }

  private Found check() {
    int rules = 0;
    List<RuleError> errors = new ArrayList<>();
    List<RuleError> warnings = new ArrayList<>();
    for (String file : files) {
      switch (RuleSource.read(file)) {
        case RuleFile.Result.Accepted accepted -> {
          rules += accepted.rules().rules().size();
          warnings.addAll(accepted.warnings());
        }
        case RuleFile.Result.Refused refused -> errors.addAll(refused.errors());
      }
    }
    return new Found(rules, errors, warnings);
  }

  private static String summary(Found found) {
    return found.errors.isEmpty()
        ? count(found.rules, "rule") + " in order"
        : "refused: " + count(found.errors.size(), "error");
  }

  private static String count(int number, String what) {
    return number + " " + what + (number == 1 ? "" : "s");
  }

  private Map<String, Object> fields(Found found) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("ok", found.errors.isEmpty());
    fields.put("files", files);
    fields.put("rules", found.rules);
    fields.put("errors", found.errors.stream().map(CheckCommand::fields).toList());
    fields.put("warnings", found.warnings.stream().map(CheckCommand::fields).toList());
    return fields;
  }

  private static Map<String, @Nullable Object> fields(RuleError error) {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    fields.put("file", error.file());
    fields.put("line", error.line());
    fields.put("rule", error.ruleId().orElse(null));
    fields.put("reason", error.reason());
    fields.put("suggestion", error.suggestion().orElse(null));
    return fields;
  }
}
