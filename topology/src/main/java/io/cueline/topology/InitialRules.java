package io.cueline.topology;

import io.cueline.runtime.service.StartupException;
import io.cueline.topology.rules.EngineSettings;
import io.cueline.topology.rules.Rule;
import io.cueline.topology.rules.RuleError;
import io.cueline.topology.rules.RuleFile;
import io.cueline.topology.rules.RuleSet;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The rules that are published where none are yet. Each name is that of a rule file, or of rules
 * that are shipped: {@code default} is {@code rules/default-rules.yaml} on the class path.
 */
public final class InitialRules {

  private InitialRules() {}

  /**
   * All the named rules as one set.
   *
   * @param names with commas
   * @param joinWindow in place of the files' own
   * @throws StartupException naming file, line and reason of everything that is wrong
   */
  public static RuleSet read(String names, Optional<Duration> joinWindow) {
    List<Rule> rules = new ArrayList<>();
    EngineSettings engine = EngineSettings.DEFAULT;
    for (String name : names.split(",", -1)) {
      if (!name.isBlank()) {
        RuleSet set = parse(name.strip());
        rules.addAll(set.rules());
        engine = set.engine().equals(EngineSettings.DEFAULT) ? engine : set.engine();
      }
    }
    try {
      return new RuleSet(joinWindow.map(engine::withJoinWindow).orElse(engine), rules);
    } catch (IllegalArgumentException twice) {
      throw new StartupException(
          "initial rules %s: %s".formatted(names, twice.getMessage()), twice);
    }
  }

  private static RuleSet parse(String name) {
    return switch (RuleFile.parse(name, text(name))) {
      case RuleFile.Result.Accepted accepted -> accepted.rules();
      case RuleFile.Result.Refused refused ->
          throw new StartupException(
              refused.errors().stream()
                  .map(RuleError::toString)
                  .collect(Collectors.joining(System.lineSeparator())));
    };
  }

  private static String text(String name) {
    try (InputStream shipped =
        InitialRules.class.getResourceAsStream("/rules/" + name + "-rules.yaml")) {
      return shipped == null
          ? Files.readString(Path.of(name))
          : new String(shipped.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException unreadable) {
      throw new StartupException(
          "cannot read the rule file %s: %s"
              .formatted(name, Files.exists(Path.of(name)) ? unreadable : "no such file"),
          unreadable);
    }
  }
}
