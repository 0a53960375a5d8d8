package io.cueline.cxone.profile;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Durations, sizes and counts as people write them in a profile. */
final class Quantities {

  private static final Pattern DURATION =
      Pattern.compile("(?:(\\d{1,6})h)?(?:(\\d{1,6})m(?!s))?(?:(\\d{1,6})s)?(?:(\\d{1,9})ms)?");
  private static final Pattern SIZE = Pattern.compile("(\\d{1,6}) ?(KiB|MiB)");

  private Quantities() {}

  /**
   * @throws IllegalArgumentException with what was expected
   */
  static Duration duration(String text) {
    Matcher parts = DURATION.matcher(text);
    if (text.isEmpty() || !parts.matches()) {
      throw new IllegalArgumentException(
          "expected a duration such as 500ms, 10s, 5m or 1h30m, got '" + text + "'");
    }
    return Duration.ofHours(number(parts.group(1)))
        .plusMinutes(number(parts.group(2)))
        .plusSeconds(number(parts.group(3)))
        .plusMillis(number(parts.group(4)));
  }

  /**
   * @return bytes
   * @throws IllegalArgumentException with what was expected
   */
  static long size(String text) {
    Matcher parts = SIZE.matcher(text);
    if (!parts.matches()) {
      throw new IllegalArgumentException(
          "expected a size such as 64KiB or 16MiB, got '" + text + "'");
    }
    return number(parts.group(1)) * (parts.group(2).equals("KiB") ? 1024L : 1024L * 1024);
  }

  /**
   * @throws IllegalArgumentException with what was expected
   */
  static int count(String text) {
    if (!text.matches("\\d{1,9}")) {
      throw new IllegalArgumentException("expected a whole number, got '" + text + "'");
    }
    return Integer.parseInt(text);
  }

  /**
   * @throws IllegalArgumentException with what was expected
   */
  static boolean flag(String text) {
    return switch (text) {
      case "true" -> true;
      case "false" -> false;
      default -> throw new IllegalArgumentException("expected true or false, got '" + text + "'");
    };
  }

  private static long number(@Nullable String digits) {
    return digits == null ? 0 : Long.parseLong(digits);
  }
}
