package io.cueline.cxone.profile;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A body as a profile writes it: a tree whose texts hold {@code {placeholders}}. It is filled in as
 * a tree, never as text, so no value can break out of its place. Immutable.
 */
public sealed interface Template {

  /** What placeholders stand for. */
  interface Values {

    /** Empty where this record has none, such as an agent nobody has named. */
    Optional<JsonNode> value(String placeholder);

    /** One set of values for each member of a list. */
    List<? extends Values> list(String name);
  }

  /** An object. */
  record Fields(Map<String, Template> fields) implements Template {
    public Fields {
      fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
    }
  }

  /** A list; what is {@link Each} in it stands there as often as there are members. */
  record Items(List<Template> items) implements Template {
    public Items {
      items = List.copyOf(items);
    }
  }

  /** The same for each member of a list; only within {@link Items}. */
  record Each(String list, Template item) implements Template {}

  /** A text; where it is one placeholder and nothing else, a number stays a number. */
  record Text(String text) implements Template {

    /** The text filled in, as where only text can stand: in an address. */
    public String fillText(Values values) {
      return Variables.PLACEHOLDER
          .matcher(text)
          .replaceAll(
              match -> Matcher.quoteReplacement(shown(values.value(match.group(1)).orElse(null))));
    }
  }

  /** A number, true, false or null. */
  record Literal(JsonNode value) implements Template {}

  /**
   * @param list the list within whose members it stands
   */
  record Place(Optional<String> list, String placeholder) {}

  /** Every placeholder, and where it stands. */
  default Stream<Place> places() {
    return places(Optional.empty());
  }

  private Stream<Place> places(Optional<String> within) {
    return switch (this) {
      case Fields(var fields) -> fields.values().stream().flatMap(each -> each.places(within));
      case Items(var items) -> items.stream().flatMap(each -> each.places(within));
      case Each(String list, Template item) -> item.places(Optional.of(list));
      case Text(String text) ->
          Variables.PLACEHOLDER.matcher(text).results().map(it -> new Place(within, it.group(1)));
      case Literal _ -> Stream.empty();
    };
  }

  /** The first placeholder that has no value now; then it cannot be filled in. */
  default Optional<String> lacks(Values values) {
    return switch (this) {
      case Fields(var fields) -> first(fields.values().stream().map(each -> each.lacks(values)));
      case Items(var items) -> first(items.stream().map(each -> each.lacks(values)));
      case Each(String list, Template item) -> first(values.list(list).stream().map(item::lacks));
      case Text(String text) ->
          Variables.PLACEHOLDER
              .matcher(text)
              .results()
              .map(it -> it.group(1))
              .filter(name -> values.value(name).isEmpty())
              .findFirst();
      case Literal _ -> Optional.empty();
    };
  }

  /** Filled in; what has no value is null. */
  default JsonNode fill(Values values) {
    return switch (this) {
      case Fields(var fields) -> {
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        fields.forEach((name, value) -> object.set(name, value.fill(values)));
        yield object;
      }
      case Items(var items) -> {
        ArrayNode array = JsonNodeFactory.instance.arrayNode();
        for (Template item : items) {
          if (item instanceof Each(String list, Template member)) {
            values.list(list).forEach(each -> array.add(member.fill(each)));
          } else {
            array.add(item.fill(values));
          }
        }
        yield array;
      }
      case Each each -> new Items(List.of(each)).fill(values);
      case Text text -> {
        Matcher whole = Variables.PLACEHOLDER.matcher(text.text());
        yield whole.matches()
            ? values.value(whole.group(1)).orElse(JsonNodeFactory.instance.nullNode())
            : TextNode.valueOf(text.fillText(values));
      }
      case Literal(JsonNode value) -> value;
    };
  }

  private static Optional<String> first(Stream<Optional<String>> names) {
    return names.flatMap(Optional::stream).findFirst();
  }

  private static String shown(@Nullable JsonNode value) {
    if (value == null || value.isNull()) {
      return "";
    }
    return value.isArray()
        ? String.join("; ", value.valueStream().map(JsonNode::asText).toList())
        : value.asText();
  }
}
