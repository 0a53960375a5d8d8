package io.cueline.workbench.cli.rules;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.cueline.topology.rules.RuleSet;
import io.cueline.workbench.tenant.calls.Call;
import io.cueline.workbench.tenant.calls.CallFile;
import io.cueline.workbench.trial.JudgedCall;
import io.cueline.workbench.trial.Trial;
import io.cueline.workbench.trial.Verdict;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code cueline rules try}. */
@Command(
    name = "try",
    description = {
      "Shows every decision of rules on recorded calls, by the engine that decides live.",
      "A violation is a line, and a line says how each required disclosure ended;"
          + " a prohibited rule that was kept says nothing."
    },
    mixinStandardHelpOptions = true)
@SuppressWarnings("NullAway.Init") // fields are set by picocli
final class TryCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Parameters(
      paramLabel = "FILE",
      arity = "0..1",
      description = "The rule file; 'default' for the rules that are shipped.")
  private @Nullable String file;

  @Option(
      names = "--rules",
      paramLabel = "FILE",
      description = "The same, for those who like options.")
  private @Nullable String rules;

  @Option(
      names = "--calls",
      paramLabel = "CALLS",
      required = true,
      description = "Call file: a JSON object a line.")
  private Path calls;

  @Option(names = "--json", description = "A JSON object a line, for programs.")
  private boolean json;

  @Override
  public Integer call() throws JsonProcessingException {
    RuleSet set = RuleSource.rules(chosen());
    List<Call> recorded = CallFile.read(calls);
    List<JudgedCall> judged;
    try (ProgressBar bar = ProgressBar.on(spec.commandLine().getErr(), "calls", recorded.size())) {
      judged = Trial.run(recorded, Trial.forFiles(set), each -> bar.one());
    }
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      JsonMapper mapper = new JsonMapper();
      for (JudgedCall call : judged) {
        for (Verdict verdict : call.verdicts()) {
          out.println(mapper.writeValueAsString(VerdictJson.of(verdict)));
        }
      }
    } else {
      VerdictText.lines(judged, set).forEach(out::println);
    }
    return 0;
  }

  private String chosen() {
    if (file != null && rules != null) {
      throw new ParameterException(
          spec.commandLine(), "FILE and --rules mean the same: give one of them");
    }
    return Optional.ofNullable(file)
        .or(() -> Optional.ofNullable(rules))
        .orElseThrow(() -> new ParameterException(spec.commandLine(), "Which rules? Name a file."));
  }
}
