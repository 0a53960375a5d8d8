package io.cueline.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** What was said in recorded calls. */
final class Utterances {

  /** Of the demo's own calls, where there are no others. */
  static final String DEMO = "demo";

  private static final String DEMO_CALLS = "/demo/calls.jsonl";

  private Utterances() {}

  /**
   * @param source a file of calls, a JSON object a line; a folder of such files; or {@link #DEMO}
   */
  static List<String> of(String source) {
    List<String> texts = new ArrayList<>();
    for (JsonNode call : calls(source)) {
      for (JsonNode turn : call.path("turns")) {
        texts.add(turn.path("text").asText());
      }
    }
    if (texts.isEmpty()) {
      throw new IllegalArgumentException("%s holds no utterances".formatted(source));
    }
    return texts;
  }

  /** The calls themselves, from the same sources. */
  static List<JsonNode> calls(String source) {
    List<JsonNode> calls = new ArrayList<>();
    try {
      if (source.equals(DEMO)) {
        read(demo(), calls);
      } else {
        for (Path file : files(Path.of(source))) {
          read(Files.newInputStream(file), calls);
        }
      }
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
    return calls;
  }

  private static List<Path> files(Path source) throws IOException {
    if (!Files.isDirectory(source)) {
      return List.of(source);
    }
    try (Stream<Path> files = Files.list(source)) {
      return files.filter(file -> file.toString().endsWith(".jsonl")).sorted().toList();
    }
  }

  private static void read(InputStream file, List<JsonNode> calls) throws IOException {
    ObjectMapper json = new ObjectMapper();
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(file, StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        calls.add(json.readTree(line));
      }
    }
  }

  private static InputStream demo() throws IOException {
    InputStream stream = Utterances.class.getResourceAsStream(DEMO_CALLS);
    if (stream == null) {
      throw new IOException("the demo's calls are not on the class path");
    }
    return stream;
  }
}
