package io.cueline.workbench.cli.dialects;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.cueline.ingest.IngestSettings;
import io.cueline.ingest.dialect.Dialect;
import io.cueline.ingest.dialect.DialectFile;
import io.cueline.ingest.dialect.FrameDecoder;
import io.cueline.runtime.service.StartupException;
import io.cueline.runtime.settings.Settings;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code cueline dialects check}. */
@Command(
    name = "check",
    description = {
      "Checks a dialect file: says file, line, reason and what was probably meant.",
      "With sample frames it shows what each becomes, or why it is rejected.",
      "Exit status 1 if the file is refused or a frame rejected."
    },
    mixinStandardHelpOptions = true)
@SuppressWarnings("NullAway.Init") // fields are set by picocli
final class CheckCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "FILE", description = "A dialect file, or the name of one shipped.")
  private String file;

  @Option(
      names = "--frames",
      paramLabel = "FILE",
      description = "Sample frames as the tenant sends them, one in a line.")
  private @Nullable Path frames;

  @Option(names = "--json", description = "As JSON.")
  private boolean json;

  @Override
  public Integer call() throws JsonProcessingException {
    Dialect dialect;
    try {
      dialect = DialectFile.load(file);
    } catch (StartupException refused) {
      return refuse(String.valueOf(refused.getMessage()));
    }
    List<Sample> samples =
        frames == null ? List.of() : Sample.read(bytes(frames), decoder(dialect));
    long rejected = samples.stream().filter(Sample::isRejected).count();
    if (json) {
      print(fields(rejected == 0, Optional.of(dialect), Optional.empty(), samples));
    } else {
      PrintWriter out = spec.commandLine().getOut();
      samples.forEach(sample -> SampleText.lines(sample).forEach(out::println));
      out.println(
          "dialect %s is in order%s"
              .formatted(
                  dialect.name(),
                  frames == null
                      ? ""
                      : "; %d frames, %d rejected".formatted(samples.size(), rejected)));
    }
    return rejected == 0 ? 0 : 1;
  }

  private int refuse(String reason) throws JsonProcessingException {
    if (json) {
      print(fields(false, Optional.empty(), Optional.of(reason), List.of()));
    } else {
      spec.commandLine().getOut().println(reason);
    }
    return 1;
  }

  private static FrameDecoder decoder(Dialect dialect) {
    Settings defaults = Settings.defaults(IngestSettings.ALL);
    return new FrameDecoder(dialect, defaults.get(IngestSettings.MAX_MESSAGE));
  }

  private static byte[] bytes(Path path) {
    try {
      return Files.readAllBytes(path);
    } catch (IOException unreadable) {
      throw new StartupException("cannot read " + path + ": is it a file?", unreadable);
    }
  }

  private static Map<String, Object> fields(
      boolean ok, Optional<Dialect> dialect, Optional<String> error, List<Sample> samples) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("ok", ok);
    dialect.ifPresent(known -> fields.put("dialect", known.name()));
    error.ifPresent(reason -> fields.put("error", reason));
    fields.put("frames", samples.stream().map(SampleText::fields).toList());
    return fields;
  }

  private void print(Map<String, Object> fields) throws JsonProcessingException {
    spec.commandLine()
        .getOut()
        .println(
            JsonMapper.builder()
                .enable(SerializationFeature.INDENT_OUTPUT)
                .build()
                .writeValueAsString(fields));
  }
}
