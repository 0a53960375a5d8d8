package io.cueline.workbench.knowledge;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.cueline.runtime.service.StartupException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** A file of a JSON object a line. */
final class JsonLines {

  private static final JsonMapper JSON = new JsonMapper();

  private JsonLines() {}

  /**
   * @throws StartupException naming file and line where it cannot be read
   */
  static <T> List<T> read(Path file, Function<JsonNode, T> reader) {
    List<T> all = new ArrayList<>();
    int number = 0;
    try {
      for (String line : Files.readAllLines(file)) {
        number++;
        if (!line.isBlank()) {
          all.add(reader.apply(JSON.readTree(line)));
        }
      }
      return all;
    } catch (JsonProcessingException | IllegalArgumentException wrong) {
      throw new StartupException(
          "%s, line %d: %s".formatted(file, number, firstLine(String.valueOf(wrong.getMessage()))),
          wrong);
    } catch (IOException unreadable) {
      throw new StartupException("cannot read " + file + ": " + reason(unreadable), unreadable);
    }
  }

  /**
   * @throws IllegalArgumentException where it is missing or no text
   */
  static String text(JsonNode node, String field) {
    JsonNode value = node.path(field);
    if (!value.isTextual()) {
      throw new IllegalArgumentException("no text in '" + field + "'");
    }
    return value.textValue();
  }

  private static String firstLine(String message) {
    return message.lines().findFirst().orElse("not readable");
  }

  private static String reason(IOException failure) {
    return failure instanceof NoSuchFileException
        ? "it is not there"
        : String.valueOf(failure.getMessage());
  }
}
