package io.cueline.workbench.cli.dialects;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.cueline.ingest.dialect.Dialect;
import io.cueline.ingest.dialect.DialectFile;
import io.cueline.ingest.dialect.FieldPath;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code cueline dialects list}. */
@Command(
    name = "list",
    description = "Lists the dialects that are shipped, and what their frames become.",
    mixinStandardHelpOptions = true)
@SuppressWarnings("NullAway.Init") // fields are set by picocli
final class ListCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Option(names = "--json", description = "As JSON.")
  private boolean json;

  @Override
  public Integer call() throws JsonProcessingException {
    List<Dialect> dialects = DialectFile.SHIPPED.stream().map(DialectFile::load).toList();
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      List<Map<String, Object>> all = new ArrayList<>();
      dialects.forEach(dialect -> all.add(fields(dialect)));
      out.println(
          JsonMapper.builder()
              .enable(SerializationFeature.INDENT_OUTPUT)
              .build()
              .writeValueAsString(Map.of("dialects", all)));
      return 0;
    }
    for (Dialect dialect : dialects) {
      out.println(dialect.name());
      kinds(dialect).forEach((name, kind) -> out.println("  %-24s %s".formatted(name, kind)));
    }
    return 0;
  }

  private static Map<String, Object> fields(Dialect dialect) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("name", dialect.name());
    fields.put("discriminator", dialect.discriminator().map(FieldPath::toString).orElse(""));
    fields.put("frames", kinds(dialect));
    return fields;
  }

  private static Map<String, String> kinds(Dialect dialect) {
    Map<String, String> kinds = new TreeMap<>();
    dialect
        .frames()
        .forEach((name, shape) -> kinds.put(name, shape.kind().name().toLowerCase(Locale.ROOT)));
    return kinds;
  }
}
