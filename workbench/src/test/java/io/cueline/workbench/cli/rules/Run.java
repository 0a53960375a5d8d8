package io.cueline.workbench.cli.rules;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.cueline.workbench.cli.CommandLineFactory;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;

/** What a command said and how it ended. */
record Run(int exit, String out, String err) {

  static Run of(String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    CommandLine line =
        CommandLineFactory.create()
            .setOut(new PrintWriter(out, true))
            .setErr(new PrintWriter(err, true));
    return new Run(line.execute(arguments), out.toString(), err.toString());
  }

  JsonNode json() {
    return read(out);
  }

  List<JsonNode> jsonLines() {
    List<JsonNode> lines = new ArrayList<>();
    out.lines().forEach(line -> lines.add(read(line)));
    return lines;
  }

  private static JsonNode read(String text) {
    try {
      return new JsonMapper().readTree(text);
    } catch (JsonProcessingException failure) {
      throw new AssertionError(failure);
    }
  }
}
