package io.cueline.runtime.logging;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.util.Map;

/** Fields as one line of text. */
final class EventLine {

  private EventLine() {}

  /** {@code key=value}, quoted where a value holds more than a word. */
  static String logfmt(Map<String, String> fields) {
    StringBuilder line = new StringBuilder();
    fields.forEach(
        (key, value) -> {
          line.append(line.isEmpty() ? "" : " ").append(word(key)).append('=');
          if (plain(value)) {
            line.append(value);
          } else {
            quoted(line, value);
          }
        });
    return line.toString();
  }

  static String json(Map<String, String> fields) {
    StringBuilder line = new StringBuilder("{");
    fields.forEach(
        (key, value) -> {
          line.append(line.length() == 1 ? "" : ",");
          quoted(line, key);
          line.append(':');
          quoted(line, value);
        });
    return line.append('}').toString();
  }

  /** Both forms quote as JSON does, so a value can always be read back. */
  private static void quoted(StringBuilder line, String text) {
    line.append('"');
    JsonStringEncoder.getInstance().quoteAsString(text, line);
    line.append('"');
  }

  private static boolean plain(String value) {
    return !value.isEmpty()
        && value.chars().allMatch(c -> c > ' ' && c != '"' && c != '=' && c != '\\' && c != 0x7f);
  }

  private static String word(String key) {
    return plain(key) ? key : key.replaceAll("[\\s=\"\\\\]", "_");
  }
}
