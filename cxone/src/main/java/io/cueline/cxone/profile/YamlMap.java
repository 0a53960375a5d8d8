package io.cueline.cxone.profile;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
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
 * A mapping of a YAML file, read field by field, so that every complaint names file, line and
 * field. Fields nobody asked for are complained about by {@link #finish}.
 */
final class YamlMap {

  private final String file;
  private final String path;
  private final Variables variables;
  private final Node node;
  private final Map<String, Node> fields = new LinkedHashMap<>();
  private final Set<String> asked = new LinkedHashSet<>();

  private YamlMap(String file, String path, Variables variables, Node node) {
    this.file = file;
    this.path = path;
    this.variables = variables;
    this.node = node;
    if (!(node instanceof MappingNode mapping)) {
      throw error(node, "", "expected fields, each 'name: value'");
    }
    for (NodeTuple tuple : mapping.getValue()) {
      if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
        throw error(tuple.getKeyNode(), "", "a field's name must be a plain word");
      }
      if (fields.put(key.getValue(), tuple.getValueNode()) != null) {
        throw error(key, key.getValue(), "stands here twice: remove one of them");
      }
    }
  }

  static YamlMap parse(String file, String text) {
    try {
      LoadSettings settings = LoadSettings.builder().setLabel(file).build();
      Node root =
          new Compose(settings)
              .composeString(text)
              .orElseThrow(() -> new ProfileException(file + ": is empty"));
      return new YamlMap(file, "", Variables.none(), root);
    } catch (MarkedYamlEngineException malformed) {
      int line = malformed.getProblemMark().map(mark -> mark.getLine() + 1).orElse(1);
      throw new ProfileException(
          "%s:%d: is no YAML: %s".formatted(file, line, malformed.getProblem()), malformed);
    } catch (YamlEngineException malformed) {
      throw new ProfileException(file + ": is no YAML: " + malformed.getMessage(), malformed);
    }
  }

  /** The same mapping with variables filled in from now on. */
  YamlMap with(Variables filledIn) {
    return new YamlMap(file, path, filledIn, node);
  }

  Set<String> names() {
    return fields.keySet();
  }

  boolean has(String field) {
    return node(field).isPresent();
  }

  /** Whether the field is one text rather than fields or a list. */
  boolean isText(String field) {
    return node(field).filter(ScalarNode.class::isInstance).isPresent();
  }

  boolean isList(String field) {
    return node(field).filter(SequenceNode.class::isInstance).isPresent();
  }

  Optional<String> text(String field) {
    return node(field).map(value -> scalar(value, field));
  }

  String requiredText(String field) {
    return required(field, this::text);
  }

  /** A value the parser understands; its complaint becomes ours. */
  <T> Optional<T> value(String field, Function<String, T> parser) {
    return text(field).map(text -> check(field, () -> parser.apply(text)));
  }

  List<String> texts(String field) {
    List<String> texts = new ArrayList<>();
    for (Node item : items(field)) {
      texts.add(scalar(item, field));
    }
    return texts;
  }

  Optional<YamlMap> map(String field) {
    return node(field).map(value -> new YamlMap(file, pathOf(field), variables, value));
  }

  YamlMap requiredMap(String field) {
    return required(field, this::map);
  }

  List<YamlMap> maps(String field) {
    List<YamlMap> maps = new ArrayList<>();
    for (Node item : items(field)) {
      maps.add(new YamlMap(file, pathOf(field) + "[" + maps.size() + "]", variables, item));
    }
    return maps;
  }

  /** Complains about the first field that nobody asked for. */
  void finish() {
    for (Map.Entry<String, Node> field : fields.entrySet()) {
      if (!asked.contains(field.getKey())) {
        throw error(
            field.getValue(),
            field.getKey(),
            "is no field here; there are: " + String.join(", ", asked));
      }
    }
  }

  /** Runs what may complain, and says where it did. */
  <T> T check(String field, Supplier<T> work) {
    try {
      return work.get();
    } catch (IllegalArgumentException complaint) {
      throw error(field, String.valueOf(complaint.getMessage()));
    }
  }

  ProfileException error(String field, String message) {
    return error(fields.getOrDefault(field, node), field, message);
  }

  private <T> T required(String field, Function<String, Optional<T>> reader) {
    return reader.apply(field).orElseThrow(() -> error(field, "is missing: add it"));
  }

  Optional<Node> node(String field) {
    asked.add(field);
    @Nullable Node value = fields.get(field);
    return value == null || value.getTag().equals(Tag.NULL) ? Optional.empty() : Optional.of(value);
  }

  private List<Node> items(String field) {
    Optional<Node> list = node(field);
    if (list.isEmpty()) {
      return List.of();
    }
    if (list.get() instanceof SequenceNode sequence) {
      return sequence.getValue();
    }
    throw error(field, "expected a list, in brackets also where it has one member: [a] or [a, b]");
  }

  private String scalar(Node value, String field) {
    if (value instanceof ScalarNode scalar) {
      return fill(scalar, field).strip();
    }
    throw error(value, field, "expected one value");
  }

  /** A scalar's text with its variables filled in. */
  String fill(ScalarNode scalar, String field) {
    return check(field, () -> variables.fill(scalar.getValue()));
  }

  /** Complains about a field that names what is not there. */
  void known(String field, String call, Set<String> calls) {
    if (!calls.contains(call)) {
      String hint = call.equals(Cargo.REALTIME) ? ". For frames add the section realtime:" : "";
      throw error(
          field,
          "there is no call '%s'; there are: %s%s".formatted(call, String.join(", ", calls), hint));
    }
  }

  ProfileException error(Node where, String field, String message) {
    int line = where.getStartMark().map(mark -> mark.getLine() + 1).orElse(1);
    return new ProfileException("%s:%d: %s: %s".formatted(file, line, pathOf(field), message));
  }

  private String pathOf(String field) {
    if (field.isEmpty()) {
      return path.isEmpty() ? "the file" : path;
    }
    return path.isEmpty() ? field : path + "." + field;
  }
}
