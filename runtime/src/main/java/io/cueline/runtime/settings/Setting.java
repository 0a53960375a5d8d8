package io.cueline.runtime.settings;

import static java.util.stream.Collectors.joining;

import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/**
 * One thing that can be set.
 *
 * @param key in a settings file, such as {@code ingest.tick-interval}; lower case, dots and dashes
 * @param defaultText its default as one would write it; empty where it must be set by somebody
 * @param parser turns the text into the value, or throws {@link IllegalArgumentException} with what
 *     was expected
 * @param doc for people: what it is for, unit and range
 * @param secret never shown, never taken from a command line
 */
public record Setting<T>(
    String key,
    Optional<String> defaultText,
    Function<String, T> parser,
    String doc,
    boolean secret) {

  /** The environment variable that sets it: {@code CUELINE_INGEST_TICK_INTERVAL}. */
  public String environmentName() {
    return "CUELINE_" + key.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
  }

  /** The same for a command that wants another default. */
  public Setting<T> withDefault(String text) {
    return new Setting<>(key, Optional.of(text), parser, doc, secret);
  }

  public static Setting<String> text(String key, String defaultText, String doc) {
    return new Setting<>(key, Optional.of(defaultText), Function.identity(), doc, false);
  }

  /** A text without a default. */
  public static Setting<String> required(String key, String doc) {
    return new Setting<>(key, Optional.empty(), Function.identity(), doc, false);
  }

  /** Empty where it is not set. */
  public static Setting<Optional<String>> optional(String key, String doc) {
    return new Setting<>(key, Optional.of(""), Setting::nonEmpty, doc, false);
  }

  /** Empty where it is not set; never shown. */
  public static Setting<Optional<String>> secret(String key, String doc) {
    return new Setting<>(key, Optional.of(""), Setting::nonEmpty, doc, true);
  }

  public static Setting<Boolean> flag(String key, boolean defaultValue, String doc) {
    return new Setting<>(
        key, Optional.of(Boolean.toString(defaultValue)), Setting::parseFlag, doc, false);
  }

  public static Setting<URI> uri(String key, String defaultText, String doc) {
    return new Setting<>(key, Optional.of(defaultText), URI::create, doc, false);
  }

  /** A whole number within a range, both ends included. */
  public static Setting<Integer> number(
      String key, int defaultValue, int least, int most, String doc) {
    return new Setting<>(
        key,
        Optional.of(Integer.toString(defaultValue)),
        text -> parseNumber(text, least, most),
        "%s (%d to %d)".formatted(doc, least, most),
        false);
  }

  /** One of a few words, any case. */
  public static <E extends Enum<E>> Setting<E> choice(
      String key, E defaultValue, Class<E> type, String doc) {
    String words = words(type);
    return new Setting<>(
        key,
        Optional.of(word(defaultValue)),
        text -> parseChoice(text, type, words),
        "%s (%s)".formatted(doc, words),
        false);
  }

  /** A duration written like {@code 500ms}, {@code 30s}, {@code 1h30m}; not negative. */
  public static Setting<Duration> duration(String key, String defaultText, String doc) {
    return new Setting<>(key, Optional.of(defaultText), Durations::parse, doc, false);
  }

  private static Optional<String> nonEmpty(String text) {
    return text.isEmpty() ? Optional.empty() : Optional.of(text);
  }

  private static <E extends Enum<E>> E parseChoice(String text, Class<E> type, String words) {
    return Arrays.stream(type.getEnumConstants())
        .filter(each -> word(each).equalsIgnoreCase(text))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("expected one of " + words));
  }

  private static <E extends Enum<E>> String words(Class<E> type) {
    return Arrays.stream(type.getEnumConstants()).map(Setting::word).collect(joining(", "));
  }

  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static boolean parseFlag(String text) {
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "true", "yes", "on" -> true;
      case "false", "no", "off" -> false;
      default -> throw new IllegalArgumentException("expected true or false");
    };
  }

  private static int parseNumber(String text, int least, int most) {
    String expected = "expected a whole number from %d to %d".formatted(least, most);
    try {
      int value = Integer.parseInt(text);
      if (value < least || value > most) {
        throw new IllegalArgumentException(expected);
      }
      return value;
    } catch (NumberFormatException notANumber) {
      throw new IllegalArgumentException(expected, notANumber);
    }
  }
}
