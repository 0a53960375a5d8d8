package io.cueline.workbench.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.cueline.workbench.audit.BothMasks;
import io.cueline.workbench.audit.RedactionEvaluation;
import io.cueline.workbench.audit.RedactionScore;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code cueline redact}. */
@Command(
    name = "redact",
    description = {
      "Masks personal data line by line, standard input to standard output, as the product does: "
          + "both masks, ingest's and the topology's."
    },
    mixinStandardHelpOptions = true)
@SuppressWarnings("NullAway.Init") // fields are set by picocli
final class RedactCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Option(
      names = "--evaluate",
      paramLabel = "FILE",
      description = "Instead: precision and recall by kind on marked data, a JSON object a line.")
  private @Nullable Path evaluate;

  @Option(
      names = "--kinds",
      description = "Tells below each line what was masked, and where (from and to, from 0).")
  private boolean kinds;

  @Option(
      names = "--misses",
      description = "With --evaluate: also each piece left, and each masked wrongly.")
  private boolean misses;

  @Option(names = "--json", description = "JSON, for programs.")
  private boolean json;

  @Override
  public Integer call() throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    if (evaluate != null) {
      evaluate(out, evaluate);
    } else {
      // Its own end of the pipe is UTF-8, whatever the platform says.
      BufferedReader lines =
          new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        show(out, BothMasks.mask(line));
      }
    }
    out.flush();
    return 0;
  }

  private void evaluate(PrintWriter out, Path file) throws JsonProcessingException {
    PrintWriter err = spec.commandLine().getErr();
    RedactionEvaluation.Result result =
        RedactionEvaluation.of(file, misses ? err::println : miss -> {});
    if (json) {
      out.println(
          JsonMapper.builder()
              .enable(SerializationFeature.INDENT_OUTPUT)
              .build()
              .writeValueAsString(result.fields(file)));
    } else {
      out.println("%s, %d records".formatted(file.getFileName(), result.records()));
      RedactionScore.lines(result.scores()).forEach(out::println);
    }
  }

  private void show(PrintWriter out, BothMasks.Masked masked) throws JsonProcessingException {
    if (json) {
      Map<String, Object> fields = new LinkedHashMap<>();
      fields.put("text", masked.text());
      fields.put("spans", masked.spans());
      out.println(new JsonMapper().writeValueAsString(fields));
      return;
    }
    out.println(masked.text());
    if (kinds) {
      masked
          .spans()
          .forEach(
              span -> out.println("  %s %d-%d".formatted(span.kind(), span.start(), span.end())));
    }
  }
}
