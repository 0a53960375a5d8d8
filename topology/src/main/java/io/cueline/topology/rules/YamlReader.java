package io.cueline.topology.rules;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Node;

/**
 * Reads YAML into nodes that know their lines, and makes no objects of it. Bounded in size, depth
 * and aliases, so that no file can take more than it is long.
 */
final class YamlReader {

  static final int LARGEST = 4 * 1024 * 1024;
  private static final int DEEPEST = 12;
  private static final int MOST_ALIASES = 50;

  private static final LoadSettings SETTINGS =
      LoadSettings.builder()
          .setCodePointLimit(LARGEST)
          .setMaxAliasesForCollections(MOST_ALIASES)
          .setAllowDuplicateKeys(false)
          .setAllowRecursiveKeys(false)
          .setAllowNonScalarKeys(false)
          .build();

  private YamlReader() {}

  /** The document's node; empty, with the reason in {@code errors}, where it cannot be read. */
  static Optional<Node> read(String yaml, RuleErrors errors) {
    if (yaml.length() > LARGEST || yaml.getBytes(StandardCharsets.UTF_8).length > LARGEST) {
      errors.add(0, "larger than %d MiB".formatted(LARGEST >> 20), "split it into several files");
      return Optional.empty();
    }
    try {
      if (!withinLimits(yaml, errors)) {
        return Optional.empty();
      }
      Optional<Node> node = new Compose(SETTINGS).composeString(yaml);
      if (node.isEmpty()) {
        errors.add(0, "nothing in it", "begin with 'rules:'");
      }
      return node;
    } catch (MarkedYamlEngineException failure) {
      errors.add(line(failure.getProblemMark()), "not YAML: " + text(failure.getProblem()), "");
    } catch (YamlEngineException failure) {
      errors.add(0, "not YAML: " + text(failure.getMessage()), "");
    }
    return Optional.empty();
  }

  private static boolean withinLimits(String yaml, RuleErrors errors) {
    int depth = 0;
    int aliases = 0;
    int documents = 0;
    for (Event event : new Parse(SETTINGS).parseString(yaml)) {
      switch (event.getEventId()) {
        case MappingStart, SequenceStart -> depth++;
        case MappingEnd, SequenceEnd -> depth--;
        case Alias -> aliases++;
        case DocumentStart -> documents++;
        default -> {}
      }
      String problem =
          depth > DEEPEST
              ? "nested more than %d deep".formatted(DEEPEST)
              : aliases > MOST_ALIASES
                  ? "more than %d aliases".formatted(MOST_ALIASES)
                  : documents > 1 ? "more than one document" : "";
      if (!problem.isEmpty()) {
        errors.add(line(event.getStartMark()), problem, "");
        return false;
      }
    }
    return true;
  }

  /** Counted from 1; 0 where it is not known. */
  static int line(Optional<Mark> mark) {
    return mark.map(found -> found.getLine() + 1).orElse(0);
  }

  private static String text(@org.jspecify.annotations.Nullable String message) {
    return message == null
        ? "unreadable"
        : RuleErrors.quote(message.lines().findFirst().orElse("unreadable"));
  }
}
