package io.cueline.topology.rules;

import io.cueline.runtime.settings.Durations;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/** The fields of one mapping in a rule file. What is wrong goes to the errors. Not thread-safe. */
final class Fields {

  /** A piece of text and where it stands. */
  record Line(int line, String text) {}

  private static final Set<Tag> SCALARS = Set.of(Tag.STR, Tag.INT, Tag.FLOAT, Tag.BOOL);

  /** No call is that long, and no clock runs over by it. */
  private static final Duration LONGEST = Duration.ofDays(365);

  private final Map<String, Node> values = new HashMap<>();
  private final RuleErrors errors;
  private final int line;

  private Fields(RuleErrors errors, int line) {
    this.errors = errors;
    this.line = line;
  }

  /** Empty where the node is no mapping. */
  static Optional<Fields> of(Node node, String what, RuleErrors errors) {
    int line = YamlReader.line(node.getStartMark());
    if (!(node instanceof MappingNode mapping) || !node.getTag().equals(Tag.MAP)) {
      errors.add(line, what + " must be fields with values", "write 'field: value' on lines");
      return Optional.empty();
    }
    Fields fields = new Fields(errors, line);
    for (NodeTuple tuple : mapping.getValue()) {
      if (tuple.getKeyNode() instanceof ScalarNode key) {
        if (fields.values.putIfAbsent(key.getValue(), tuple.getValueNode()) != null) {
          errors.add(
              YamlReader.line(key.getStartMark()),
              "field '%s' is given twice".formatted(RuleErrors.quote(key.getValue())),
              "leave one of them out");
        }
      } else {
        errors.add(line, "a field's name must be a word", "");
      }
    }
    return Optional.of(fields);
  }

  /** Complains about every field that is not one of these. */
  void allow(Set<String> known, String what) {
    for (String name : values.keySet().stream().sorted().toList()) {
      if (!known.contains(name)) {
        errors.add(
            lineOf(name),
            "unknown field '%s' in %s".formatted(RuleErrors.quote(name), what),
            RuleErrors.didYouMean(name, known));
      }
    }
  }

  int line() {
    return line;
  }

  int lineOf(String name) {
    Node node = values.get(name);
    return node == null ? line : YamlReader.line(node.getStartMark());
  }

  Optional<Node> node(String name) {
    return Optional.ofNullable(values.get(name));
  }

  /** The text of a field; empty, with an error, where it is no text. */
  Optional<String> text(String name) {
    return node(name).flatMap(node -> text(node, name)).map(Line::text);
  }

  Optional<String> required(String name) {
    if (!values.containsKey(name)) {
      errors.add(line, "field '%s' is missing".formatted(name), "");
    }
    return text(name);
  }

  /** One text or several. */
  List<Line> texts(String name) {
    return node(name).map(node -> texts(node, name)).orElse(List.of());
  }

  List<Line> texts(Node node, String name) {
    List<Line> texts = new ArrayList<>();
    if (node instanceof SequenceNode sequence && node.getTag().equals(Tag.SEQ)) {
      for (Node item : sequence.getValue()) {
        text(item, name).ifPresent(texts::add);
      }
    } else {
      text(node, name).ifPresent(texts::add);
    }
    return texts;
  }

  <E extends Enum<E>> E choice(String name, Class<E> type, E otherwise) {
    Optional<String> text = text(name);
    if (text.isEmpty()) {
      return otherwise;
    }
    List<E> all = Arrays.asList(type.getEnumConstants());
    for (E one : all) {
      if (one.name().toLowerCase(Locale.ROOT).equals(text.get().toLowerCase(Locale.ROOT))) {
        return one;
      }
    }
    List<String> names = all.stream().map(one -> one.name().toLowerCase(Locale.ROOT)).toList();
    errors.add(
        lineOf(name),
        "%s cannot be '%s'".formatted(name, RuleErrors.quote(text.get())),
        RuleErrors.didYouMean(text.get(), names));
    return otherwise;
  }

  /** A number of type and range as {@code what} says. */
  double number(String name, double least, double most, double otherwise, String what) {
    Optional<String> text = text(name);
    if (text.isEmpty()) {
      return otherwise;
    }
    try {
      double value = Double.parseDouble(text.get());
      if (value >= least && value <= most) {
        return value;
      }
    } catch (NumberFormatException notANumber) {
      // said below
    }
    errors.add(
        lineOf(name),
        "%s cannot be '%s'".formatted(name, RuleErrors.quote(text.get())),
        "write " + what);
    return otherwise;
  }

  Optional<Duration> duration(String name) {
    return text(name).flatMap(text -> duration(name, lineOf(name), text));
  }

  Optional<Duration> duration(String name, int at, String text) {
    try {
      Duration duration = Durations.parse(text);
      if (duration.compareTo(LONGEST) <= 0) {
        return Optional.of(duration);
      }
    } catch (IllegalArgumentException | ArithmeticException failure) {
      // said below
    }
    errors.add(
        at,
        "%s cannot be '%s'".formatted(name, RuleErrors.quote(text)),
        "write a duration such as 30s, 10m or 1h30m, at most 365d");
    return Optional.empty();
  }

  private Optional<Line> text(Node node, String name) {
    int at = YamlReader.line(node.getStartMark());
    if (!(node instanceof ScalarNode scalar)) {
      errors.add(at, name + " must be text", "put it into quotation marks");
      return Optional.empty();
    }
    if (!SCALARS.contains(scalar.getTag())) {
      errors.add(
          at,
          scalar.getTag().equals(Tag.NULL) ? name + " is empty" : name + " has a tag",
          "write plain text");
      return Optional.empty();
    }
    if (!wellFormed(scalar.getValue())) {
      errors.add(at, name + " is not valid Unicode", "");
      return Optional.empty();
    }
    return Optional.of(new Line(at, scalar.getValue().strip()));
  }

  private static boolean wellFormed(String text) {
    return text.codePoints().noneMatch(point -> (point >= 0xD800 && point <= 0xDFFF) || point == 0);
  }
}
