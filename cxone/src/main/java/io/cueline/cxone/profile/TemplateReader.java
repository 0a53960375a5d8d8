package io.cueline.cxone.profile;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/** Reads a {@link Template} from the tree that a profile holds. */
final class TemplateReader {

  private static final JsonMapper JSON = new JsonMapper();
  private static final String EACH = "for-each";
  private static final String GIVE = "give";

  private final YamlMap owner;
  private final String field;

  private TemplateReader(YamlMap owner, String field) {
    this.owner = owner;
    this.field = field;
  }

  static Optional<Template> read(YamlMap owner, String field) {
    return owner.node(field).map(new TemplateReader(owner, field)::template);
  }

  private Template template(Node node) {
    return switch (node) {
      case MappingNode mapping -> new Template.Fields(fields(mapping));
      case SequenceNode list -> new Template.Items(items(list));
      case ScalarNode scalar -> scalar(scalar);
      default -> throw owner.error(node, field, "expected fields, a list or one value");
    };
  }

  private Map<String, Template> fields(MappingNode mapping) {
    Map<String, Template> fields = new LinkedHashMap<>();
    for (NodeTuple tuple : mapping.getValue()) {
      String name = name(tuple.getKeyNode());
      if (name.equals(EACH)) {
        throw owner.error(
            tuple.getKeyNode(), field, "for-each stands in a list: - {for-each: …, give: …}");
      }
      if (fields.put(name, template(tuple.getValueNode())) != null) {
        throw owner.error(tuple.getKeyNode(), field, "'" + name + "' stands there twice");
      }
    }
    return fields;
  }

  private List<Template> items(SequenceNode list) {
    List<Template> items = new ArrayList<>();
    for (Node item : list.getValue()) {
      items.add(
          item instanceof MappingNode mapping && isEach(mapping) ? each(mapping) : template(item));
    }
    return items;
  }

  private boolean isEach(MappingNode mapping) {
    return mapping.getValue().stream().anyMatch(tuple -> name(tuple.getKeyNode()).equals(EACH));
  }

  private Template each(MappingNode mapping) {
    Map<String, Node> parts = new LinkedHashMap<>();
    mapping.getValue().forEach(tuple -> parts.put(name(tuple.getKeyNode()), tuple.getValueNode()));
    @Nullable Node give = parts.get(GIVE);
    if (parts.size() != 2 || give == null || !(parts.get(EACH) instanceof ScalarNode list)) {
      throw owner.error(mapping, field, "expected {for-each: LIST, give: …} and no more");
    }
    return new Template.Each(list.getValue(), template(give));
  }

  private Template scalar(ScalarNode scalar) {
    Tag tag = scalar.getTag();
    if (tag.equals(Tag.NULL)) {
      return new Template.Literal(JsonNodeFactory.instance.nullNode());
    }
    if (tag.equals(Tag.BOOL)) {
      return new Template.Literal(
          JsonNodeFactory.instance.booleanNode(Boolean.parseBoolean(scalar.getValue())));
    }
    if (tag.equals(Tag.INT) || tag.equals(Tag.FLOAT)) {
      try {
        return new Template.Literal(JSON.readTree(scalar.getValue()));
      } catch (JacksonException noJson) {
        throw owner.error(
            scalar, field, "'" + scalar.getValue() + "' is no number of JSON: put it into quotes");
      }
    }
    return new Template.Text(owner.fill(scalar, field));
  }

  private String name(Node key) {
    if (key instanceof ScalarNode scalar) {
      return scalar.getValue();
    }
    throw owner.error(key, field, "a field's name must be a plain word");
  }
}
