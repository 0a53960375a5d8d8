package io.cueline.workbench.cli.audit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.cueline.workbench.audit.Verdict;
import io.cueline.workbench.audit.VerdictText;
import io.cueline.workbench.audit.Verification;
import io.cueline.workbench.cli.LastRun;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code cueline audit verify ID}. */
@Command(
    name = "verify",
    description = {
      "Decides again, from the recorded frames and the rules of the time, and compares with what is"
          + " on record: one violation, or everything of an interaction."
    },
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Exit status: 0 the same to the byte but for processing times; 1 otherwise, or the frames or"
          + " rules have expired."
    })
@SuppressWarnings("NullAway.Init") // fields are set by picocli
final class VerifyCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;
  @Mixin private DataOption data;

  @Parameters(paramLabel = "ID", description = "A violation's or an interaction's id.")
  private String id;

  @Option(names = "--json", description = "As JSON, for programs.")
  private boolean json;

  @Override
  public Integer call() throws JsonProcessingException {
    Verdict verdict;
    try (LastRun run = data.open()) {
      verdict = Verification.of(run.kafka(), id);
    }
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.println(new JsonMapper().writeValueAsString(VerdictText.fields(id, verdict)));
    } else {
      VerdictText.lines(id, verdict).forEach(out::println);
    }
    return switch (verdict) {
      case Verdict.Same ignored -> 0;
      case Verdict.Differs ignored -> 1;
      case Verdict.Expired ignored -> 1;
    };
  }
}
