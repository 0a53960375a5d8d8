package io.cueline.ingest.dialect;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * A JSON pointer (RFC 6901) in which a star in the place of a name stands for every element of a
 * list.
 *
 * @param text as the dialect file has it
 * @param parts what stands before, between and after the stars
 */
public record Pointer(String text, List<JsonPointer> parts) {

  private static final String EVERY = "*";

  public Pointer {
    parts = List.copyOf(parts);
  }

  /**
   * @throws IllegalArgumentException where it is none
   */
  public static Pointer compile(String text) {
    if (!text.startsWith("/")) {
      throw new IllegalArgumentException("expected a JSON pointer such as /interactionId");
    }
    List<JsonPointer> parts = new ArrayList<>();
    StringBuilder part = new StringBuilder();
    for (String segment : text.substring(1).split("/", -1)) {
      if (segment.equals(EVERY)) {
        parts.add(JsonPointer.compile(part.toString()));
        part.setLength(0);
      } else {
        part.append('/').append(segment);
      }
    }
    parts.add(JsonPointer.compile(part.toString()));
    return new Pointer(text, parts);
  }

  /** Whether it may lead to more than one value. */
  boolean hasStar() {
    return parts.size() > 1;
  }

  /** Where it leads to one value: the node there, missing where there is none. */
  JsonNode in(JsonNode frame) {
    return frame.at(parts.getFirst());
  }

  /**
   * Hands over every value it leads to, but for nulls.
   *
   * @return false where a star stands for the elements of something that is no list
   */
  boolean each(JsonNode frame, Consumer<JsonNode> values) {
    return each(frame, 0, values);
  }

  private boolean each(JsonNode from, int part, Consumer<JsonNode> values) {
    JsonNode node = from.at(parts.get(part));
    if (node.isMissingNode() || node.isNull()) {
      return true;
    }
    if (part == parts.size() - 1) {
      values.accept(node);
      return true;
    }
    if (!node.isArray()) {
      return false;
    }
    boolean sound = true;
    for (JsonNode element : node) {
      sound &= each(element, part + 1, values);
    }
    return sound;
  }

  @Override
  public String toString() {
    return text;
  }
}
