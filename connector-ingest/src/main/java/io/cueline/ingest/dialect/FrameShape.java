package io.cueline.ingest.dialect;

import io.cueline.schemas.FrameKind;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * How frames of one name are read.
 *
 * @param kind what they become
 * @param fields where their fields stand
 */
public record FrameShape(FrameKind kind, Map<Field, FieldPath> fields) {

  public FrameShape {
    fields = Map.copyOf(fields);
    Set<Field> absent = EnumSet.copyOf(needed(kind));
    absent.removeAll(fields.keySet());
    if (!absent.isEmpty()) {
      throw new IllegalArgumentException(
          "a frame of kind %s needs a pointer for '%s'"
              .formatted(kind, absent.iterator().next().key()));
    }
  }

  Optional<FieldPath> path(Field field) {
    return Optional.ofNullable(fields.get(field));
  }

  private static Set<Field> needed(FrameKind kind) {
    return switch (kind) {
      case UTTERANCE, FRAGMENT -> EnumSet.of(Field.INTERACTION, Field.TEXT);
      case DIALOG_STATE -> EnumSet.of(Field.INTERACTION, Field.STATE);
      case FEEDBACK -> EnumSet.of(Field.INTERACTION, Field.SUBJECT, Field.ACTION);
      case ASSIGNMENT -> EnumSet.of(Field.INTERACTION, Field.AGENT);
      case END -> EnumSet.of(Field.INTERACTION);
      case TICK, EPOCH, OTHER ->
          throw new IllegalArgumentException("no tenant sends frames of kind " + kind);
    };
  }
}
