package io.cueline.ingest.dialect;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.List;

/**
 * Where a field stands in a raw frame.
 *
 * @param pointers at least one; the first that points at something other than null counts
 */
public record FieldPath(List<JsonPointer> pointers) {

  public FieldPath {
    if (pointers.isEmpty()) {
      throw new IllegalArgumentException("a field needs a JSON pointer");
    }
    pointers = List.copyOf(pointers);
  }

  /** The value there, a missing node where there is none or null. */
  JsonNode in(JsonNode frame) {
    for (JsonPointer pointer : pointers) {
      JsonNode value = frame.at(pointer);
      if (!value.isMissingNode() && !value.isNull()) {
        return value;
      }
    }
    return MissingNode.getInstance();
  }

  /** For a reason that people read. */
  @Override
  public String toString() {
    return String.join(" or ", pointers.stream().map(JsonPointer::toString).toList());
  }
}
