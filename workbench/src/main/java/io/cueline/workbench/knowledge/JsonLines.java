package io.cueline.workbench.knowledge;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.cueline.runtime.service.StartupException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * A file of a JSON object a line; what else people have is read too: objects over several lines, an
 * array of them, the mark that some editors put in front.
 */
final class JsonLines {

  private static final JsonMapper JSON = new JsonMapper();

  private static final String BYTE_ORDER_MARK = "\uFEFF";

  private JsonLines() {}

  /**
   * @throws StartupException naming file and line where it cannot be read
   */
  static <T> List<T> read(Path file, Function<JsonNode, T> reader) {
    int line = 1;
    try (MappingIterator<JsonNode> nodes = JSON.readerFor(JsonNode.class).readValues(text(file))) {
      List<T> all = new ArrayList<>();
      while (nodes.hasNextValue()) {
        JsonNode node = nodes.nextValue();
        line = nodes.getCurrentLocation().getLineNr();
        all.add(reader.apply(node));
      }
      return all;
    } catch (JsonProcessingException wrong) {
      throw unreadable(file, wrong.getLocation().getLineNr(), wrong.getOriginalMessage(), wrong);
    } catch (IllegalArgumentException wrong) {
      throw unreadable(file, line, String.valueOf(wrong.getMessage()), wrong);
    } catch (IOException unreadable) {
      throw new StartupException("cannot read " + file + ": " + reason(unreadable), unreadable);
    }
  }

  /** What is not UTF-8 becomes the sign for it: an article is none the less there. */
  private static String text(Path file) throws IOException {
    String text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
    return text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
  }

  private static StartupException unreadable(Path file, int line, String message, Exception why) {
    return new StartupException("%s, line %d: %s".formatted(file, line, firstLine(message)), why);
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

  /** Empty where it is missing or neither text nor number. */
  static String textOrEmpty(JsonNode value) {
    return value.isTextual() || value.isNumber() ? value.asText() : "";
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
