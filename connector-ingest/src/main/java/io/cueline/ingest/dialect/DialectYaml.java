package io.cueline.ingest.dialect;

import io.cueline.runtime.settings.EditDistance;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/**
 * The entries at one place of a dialect file, so that every complaint names file, line and entry
 * and, where a word is nearly right, the right one.
 */
final class DialectYaml {

  /** More letters apart than this, a word is no slip of the pen. */
  private static final int NEAR = 3;

  private final String file;
  private final String path;
  private final Node node;
  private final Map<String, Node> entries = new LinkedHashMap<>();

  private DialectYaml(String file, String path, Node node) {
    this.file = file;
    this.path = path;
    this.node = node;
    if (!(node instanceof MappingNode mapping)) {
      throw complaint(node, path, "expected entries, each 'name: value'", null);
    }
    for (NodeTuple tuple : mapping.getValue()) {
      if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
        throw complaint(tuple.getKeyNode(), path, "an entry's name is a plain word", null);
      }
      if (entries.put(key.getValue(), tuple.getValueNode()) != null) {
        throw complaint(key, pathOf(key.getValue()), "stands here twice: remove one", null);
      }
    }
  }

  static DialectYaml parse(String file, String text) {
    try {
      LoadSettings settings = LoadSettings.builder().setLabel(file).build();
      Node root =
          new Compose(settings)
              .composeString(text)
              .orElseThrow(() -> new DialectException(file + ": is empty"));
      return new DialectYaml(file, "", root);
    } catch (MarkedYamlEngineException malformed) {
      int line = malformed.getProblemMark().map(mark -> mark.getLine() + 1).orElse(1);
      throw new DialectException(
          "%s:%d: is no YAML: %s".formatted(file, line, malformed.getProblem()), malformed);
    } catch (YamlEngineException malformed) {
      throw new DialectException(file + ": is no YAML: " + malformed.getMessage(), malformed);
    }
  }

  Collection<String> names() {
    return entries.keySet();
  }

  /** Complains about the first entry that is none of these. */
  void only(Collection<String> known) {
    for (Map.Entry<String, Node> entry : entries.entrySet()) {
      if (!known.contains(entry.getKey())) {
        throw complaint(
            entry.getValue(),
            path,
            "unknown key '%s'; there are %s%s"
                .formatted(
                    entry.getKey(), String.join(", ", known), nearest(entry.getKey(), known)),
            null);
      }
    }
  }

  boolean has(String name) {
    return node(name) != null;
  }

  boolean isMap(String name) {
    return node(name) instanceof MappingNode;
  }

  Optional<String> text(String name) {
    return Optional.ofNullable(node(name)).map(value -> scalar(value, name));
  }

  String required(String name) {
    return text(name)
        .filter(text -> !text.isBlank())
        .orElseThrow(() -> error(name, "is missing: add it"));
  }

  boolean flag(String name) {
    return switch (text(name).orElse("false")) {
      case "true" -> true;
      case "false" -> false;
      default -> throw error(name, "expected true or false");
    };
  }

  /** A word of an enumeration, in any case. */
  <E extends Enum<E>> E oneOf(String name, Stream<E> choices) {
    String word = required(name);
    List<E> all = choices.toList();
    for (E each : all) {
      if (each.name().equalsIgnoreCase(word)) {
        return each;
      }
    }
    List<String> words = all.stream().map(each -> each.name().toLowerCase(Locale.ROOT)).toList();
    throw error(
        name,
        "'%s' is none of %s%s".formatted(word, String.join(", ", words), nearest(word, words)));
  }

  /** One text, or several in a list. */
  List<String> texts(String name) {
    @Nullable Node value = node(name);
    if (value == null) {
      return List.of();
    }
    if (!(value instanceof SequenceNode sequence)) {
      return List.of(scalar(value, name));
    }
    List<String> texts = new ArrayList<>();
    for (Node item : sequence.getValue()) {
      texts.add(scalar(item, name));
    }
    return texts;
  }

  Optional<DialectYaml> map(String name) {
    return Optional.ofNullable(node(name)).map(value -> new DialectYaml(file, pathOf(name), value));
  }

  /** Runs what may complain, and says where it did. */
  <T> T check(String name, Supplier<T> work) {
    try {
      return work.get();
    } catch (IllegalArgumentException complaint) {
      throw complaint(
          entries.getOrDefault(name, node),
          pathOf(name),
          String.valueOf(complaint.getMessage()),
          complaint);
    }
  }

  DialectException error(String name, String message) {
    return complaint(entries.getOrDefault(name, node), pathOf(name), message, null);
  }

  private @Nullable Node node(String name) {
    @Nullable Node value = entries.get(name);
    return value == null || value.getTag().equals(Tag.NULL) ? null : value;
  }

  private String scalar(Node value, String name) {
    if (value instanceof ScalarNode scalar) {
      return scalar.getValue();
    }
    throw complaint(value, pathOf(name), "expected one value", null);
  }

  private static String nearest(String word, Collection<String> words) {
    return words.stream()
        .min(Comparator.comparingInt(each -> distance(word, each)))
        .filter(each -> distance(word, each) <= NEAR)
        .map("; did you mean %s?"::formatted)
        .orElse("");
  }

  private static int distance(String word, String other) {
    return EditDistance.between(word.toLowerCase(Locale.ROOT), other);
  }

  private DialectException complaint(
      Node where, String entry, String message, @Nullable Throwable cause) {
    int line = where.getStartMark().map(mark -> mark.getLine() + 1).orElse(1);
    String text =
        "%s:%d: %s: %s".formatted(file, line, entry.isEmpty() ? "the file" : entry, message);
    return cause == null ? new DialectException(text) : new DialectException(text, cause);
  }

  private String pathOf(String name) {
    if (name.isEmpty()) {
      return path;
    }
    return path.isEmpty() ? name : path + "." + name;
  }
}
