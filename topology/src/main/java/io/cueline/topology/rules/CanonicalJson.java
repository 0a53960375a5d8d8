package io.cueline.topology.rules;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/**
 * Writes values so that equal ones are written alike: keys sorted, no white space, all but what
 * must be escaped as it is. What it writes is also YAML.
 */
final class CanonicalJson {

  private CanonicalJson() {}

  /**
   * @param value maps with sorted keys, lists, strings, integers, doubles
   */
  static String write(SortedMap<String, Object> value) {
    StringBuilder json = new StringBuilder();
    append(json, value);
    return json.toString();
  }

  /** SHA-256 in 64 hexadecimal digits. */
  static String hash(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java platform has SHA-256", impossible);
    }
  }

  private static void append(StringBuilder json, Object value) {
    switch (value) {
      case String text -> string(json, text);
      case Map<?, ?> map -> {
        String separator = "{";
        for (Map.Entry<?, ?> field : map.entrySet()) {
          json.append(separator);
          string(json, String.valueOf(field.getKey()));
          json.append(':');
          append(json, field.getValue());
          separator = ",";
        }
        json.append(map.isEmpty() ? "{}" : "}");
      }
      case List<?> list -> {
        String separator = "[";
        for (Object item : list) {
          json.append(separator);
          append(json, item);
          separator = ",";
        }
        json.append(list.isEmpty() ? "[]" : "]");
      }
      default -> json.append(value);
    }
  }

  private static void string(StringBuilder json, String text) {
    json.append('"');
    text.codePoints()
        .forEach(
            point -> {
              if (point == '"' || point == '\\') {
                json.append('\\').append((char) point);
              } else if (printable(point)) {
                json.appendCodePoint(point);
              } else {
                json.append("\\u%04x".formatted(point));
              }
            });
    json.append('"');
  }

  /** What may stand as it is in JSON and in YAML both. */
  private static boolean printable(int point) {
    return (point >= 0x20 && point < 0x7F)
        || (point >= 0xA0 && point <= 0xD7FF && point != 0x2028 && point != 0x2029)
        || (point >= 0xE000 && point <= 0xFFFD && point != 0xFEFF)
        || point > 0xFFFF;
  }
}
