package io.cueline.runtime.settings;

import io.cueline.runtime.service.StartupException;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;

/**
 * What is set: defaults, overlaid by a file, overlaid by the environment. Immutable. Every key and
 * variable must be one of the catalogue, so a slip of the pen is told and not ignored.
 */
public final class Settings {

  private final List<Setting<?>> catalogue;
  private final Map<String, String> values;

  private Settings(List<Setting<?>> catalogue, Map<String, String> values) {
    Map<String, Setting<?>> byKey = new LinkedHashMap<>();
    catalogue.forEach(setting -> byKey.put(setting.key(), setting));
    this.catalogue = List.copyOf(byKey.values());
    this.values = Map.copyOf(values);
  }

  /**
   * All defaults.
   *
   * @param catalogue of two settings with the same key the later counts, so that a command may
   *     append {@link Setting#withDefault another default} to what its parts bring
   */
  public static Settings defaults(List<Setting<?>> catalogue) {
    return new Settings(catalogue, Map.of());
  }

  /**
   * Reads a {@code key = value} file, if any, and the variables that start with CUELINE_.
   *
   * @throws StartupException naming the file, the key and the nearest known one
   */
  public static Settings load(
      List<Setting<?>> catalogue, Optional<Path> file, Map<String, String> environment) {
    Map<String, String> values = new HashMap<>();
    file.ifPresent(path -> values.putAll(readFile(catalogue, path)));
    Map<String, Setting<?>> byVariable = new HashMap<>();
    catalogue.forEach(setting -> byVariable.put(setting.environmentName(), setting));
    environment.forEach(
        (variable, value) -> {
          Setting<?> setting = byVariable.get(variable);
          if (setting != null) {
            values.put(setting.key(), value);
          } else if (variable.startsWith("CUELINE_") && !RESERVED.contains(variable)) {
            throw unknown("environment variable", variable, List.copyOf(byVariable.keySet()));
          }
        });
    return new Settings(catalogue, values);
  }

  /** Variables of the launcher, which are no settings. */
  private static final List<String> RESERVED = List.of("CUELINE_SETTINGS", "CUELINE_JAVA_OPTS");

  /** The same with one more thing set, as if by the environment. */
  public <T> Settings with(Setting<T> setting, String value) {
    Map<String, String> more = new HashMap<>(values);
    more.put(setting.key(), value);
    return new Settings(catalogue, more);
  }

  /**
   * @param setting its default is the catalogue's, where that has another one
   * @throws StartupException where the text is not of the setting's form, or nobody set it
   */
  public <T> T get(Setting<T> setting) {
    String text =
        text(setting)
            .orElseThrow(
                () ->
                    new StartupException(
                        "%s is not set: put it into the settings file or the environment as %s (%s)"
                            .formatted(setting.key(), setting.environmentName(), setting.doc())));
    try {
      return setting.parser().apply(text);
    } catch (IllegalArgumentException wrong) {
      throw refused(setting, text, wrong);
    }
  }

  /**
   * Looks at everything that is set, so that a wrong value is told at the start and not when it is
   * first used.
   *
   * @throws StartupException on the first value that is not of its setting's form
   */
  public Settings check() {
    catalogue.stream().filter(setting -> text(setting).isPresent()).forEach(this::get);
    return this;
  }

  /** As it would be written; empty where it is neither set nor has a default. */
  private Optional<String> text(Setting<?> setting) {
    return Optional.ofNullable(values.get(setting.key()))
        .or(
            () ->
                catalogue.stream()
                    .filter(each -> each.key().equals(setting.key()))
                    .findFirst()
                    .flatMap(Setting::defaultText))
        .or(setting::defaultText);
  }

  /** A secret's text stands in nothing that anybody may read, a cause included. */
  private static StartupException refused(
      Setting<?> setting, String text, IllegalArgumentException wrong) {
    String name = "%s (%s)".formatted(setting.key(), setting.environmentName());
    return setting.secret()
        ? new StartupException(name + " is not of the form expected: " + setting.doc())
        : new StartupException("%s is '%s': %s".formatted(name, text, wrong.getMessage()), wrong);
  }

  public boolean isSet(Setting<?> setting) {
    return values.containsKey(setting.key());
  }

  public List<Setting<?>> catalogue() {
    return catalogue;
  }

  /** What is set, for the log of a start: {@code key=value}, secrets as stars. */
  @Override
  public String toString() {
    Map<String, String> shown = new TreeMap<>(values);
    catalogue.stream()
        .filter(setting -> setting.secret() && isSet(setting))
        .forEach(setting -> shown.put(setting.key(), "***"));
    return shown.toString();
  }

  private static Map<String, String> readFile(List<Setting<?>> catalogue, Path path) {
    Properties properties = new Properties();
    try (Reader reader = Files.newBufferedReader(path, StandardCharsets.UTF_8)) {
      properties.load(reader);
    } catch (IOException | IllegalArgumentException unreadable) {
      throw new StartupException(
          "cannot read settings from %s: %s".formatted(path, unreadable.getMessage()), unreadable);
    }
    List<String> keys = new ArrayList<>();
    catalogue.forEach(setting -> keys.add(setting.key()));
    Map<String, String> values = new HashMap<>();
    for (String key : properties.stringPropertyNames()) {
      if (!keys.contains(key)) {
        throw unknown(path + ": setting", key, keys);
      }
      values.put(key, properties.getProperty(key).strip());
    }
    return values;
  }

  private static StartupException unknown(String what, String name, List<String> known) {
    String nearest =
        known.stream()
            .min(Comparator.comparingInt(each -> EditDistance.between(name, each)))
            .orElse("(none)");
    return new StartupException(
        "unknown %s %s; did you mean %s? 'cueline settings' lists all"
            .formatted(what, name, nearest));
  }
}
