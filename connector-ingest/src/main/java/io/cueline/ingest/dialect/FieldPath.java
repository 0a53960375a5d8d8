package io.cueline.ingest.dialect;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/**
 * Where a field stands in a raw frame.
 *
 * @param pointers at least one; the first that points at something other than null counts
 */
public record FieldPath(List<Pointer> pointers) {

  public FieldPath {
    if (pointers.isEmpty()) {
      throw new IllegalArgumentException("a field needs a JSON pointer");
    }
    pointers = List.copyOf(pointers);
  }

  /**
   * What stands there.
   *
   * @param values none where there is nothing or null, several only where a pointer has a star
   * @param sound false where a star stands for the elements of something that is no list
   */
  record Found(List<JsonNode> values, boolean sound) {

    static final Found NOTHING = new Found(List.of(), true);

    boolean isMissing() {
      return values.isEmpty() && sound;
    }
  }

  Found in(JsonNode frame) {
    for (Pointer pointer : pointers) {
      Found found = at(pointer, frame);
      if (!found.isMissing()) {
        return found;
      }
    }
    return Found.NOTHING;
  }

  /** Whether it may lead to more than one value. */
  boolean hasStar() {
    return pointers.stream().anyMatch(Pointer::hasStar);
  }

  private static Found at(Pointer pointer, JsonNode frame) {
    if (!pointer.hasStar()) {
      JsonNode value = pointer.in(frame);
      return value.isMissingNode() || value.isNull()
          ? Found.NOTHING
          : new Found(List.of(value), true);
    }
    List<JsonNode> values = new ArrayList<>();
    boolean sound = pointer.each(frame, values::add);
    return new Found(values, sound);
  }

  /** For a reason that people read. */
  @Override
  public String toString() {
    return String.join(" or ", pointers.stream().map(Pointer::text).toList());
  }
}
