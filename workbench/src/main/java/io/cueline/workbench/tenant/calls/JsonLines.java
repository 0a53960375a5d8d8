package io.cueline.workbench.tenant.calls;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.cueline.runtime.service.StartupException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Files of one JSON object a line; whatever is wrong is told with file and line. */
final class JsonLines {

  private static final ObjectReader JSON =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build()
          .readerFor(JsonNode.class);

  /** What some editors put before the first line. */
  private static final String BYTE_ORDER_MARK = "\uFEFF";

  private JsonLines() {}

  static <T> List<T> read(Path file, Function<JsonNode, T> each) {
    if (Files.isDirectory(file)) {
      throw new StartupException(file + ": is a folder; name a file in it");
    }
    try (BufferedReader reader = Files.newBufferedReader(file)) {
      return read(file.toString(), reader, each);
    } catch (NoSuchFileException e) {
      throw new StartupException(file + ": there is no such file");
    } catch (IOException e) {
      throw new StartupException(file + ": cannot be read: " + e.getMessage(), e);
    }
  }

  /**
   * @param each throws IllegalArgumentException for an object that is not what it should be
   * @throws StartupException with name, line and reason
   */
  static <T> List<T> read(String name, Reader source, Function<JsonNode, T> each) {
    List<T> all = new ArrayList<>();
    int number = 0;
    try {
      BufferedReader reader = new BufferedReader(source);
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        number++;
        String text = number == 1 && line.startsWith(BYTE_ORDER_MARK) ? line.substring(1) : line;
        if (!text.isBlank()) {
          all.add(one(text, each));
        }
      }
    } catch (IllegalArgumentException e) {
      throw new StartupException(name + ":" + number + ": " + e.getMessage(), e);
    } catch (CharacterCodingException e) {
      throw new StartupException(name + ": is not UTF-8, somewhere after line " + number, e);
    } catch (IOException e) {
      throw new StartupException(name + ": cannot be read after line " + number, e);
    }
    return List.copyOf(all);
  }

  private static <T> T one(String line, Function<JsonNode, T> each) {
    try {
      JsonNode node = JSON.readValue(line);
      if (!node.isObject()) {
        throw new IllegalArgumentException("expected a JSON object");
      }
      return each.apply(node);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("not JSON: " + e.getOriginalMessage(), e);
    }
  }
}
