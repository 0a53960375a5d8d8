package io.cueline.ingest.dialect;

import io.cueline.schemas.FrameKind;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * How frames of one name are read.
 *
 * @param kind what they become
 * @param fields how their fields are read
 * @param cumulative their text repeats what the interaction said before it; only what is new counts
 * @param end how such a frame also says that the interaction is over
 */
public record FrameShape(
    FrameKind kind, Map<Field, FieldRule> fields, boolean cumulative, Optional<EndRule> end) {

  public FrameShape {
    Map<Field, FieldRule> own = new EnumMap<>(Field.class);
    own.putAll(fields);
    fields = Collections.unmodifiableMap(own);
    Set<Field> absent = EnumSet.copyOf(needed(kind));
    absent.removeAll(fields.keySet());
    if (!absent.isEmpty()) {
      throw new IllegalArgumentException(
          "a frame of kind %s needs a pointer for '%s'"
              .formatted(kind, absent.iterator().next().key()));
    }
    if (!speaks(kind) && (cumulative || end.isPresent())) {
      throw new IllegalArgumentException("only utterances and fragments are cumulative or end");
    }
  }

  /** Whether frames of this kind carry words. */
  static boolean speaks(FrameKind kind) {
    return kind == FrameKind.UTTERANCE || kind == FrameKind.FRAGMENT;
  }

  Optional<FieldRule> rule(Field field) {
    return Optional.ofNullable(fields.get(field));
  }

  /** A text made of several parts may have none: nothing has been said then. */
  boolean mayBeSilent() {
    return rule(Field.TEXT).flatMap(FieldRule::path).filter(FieldPath::hasStar).isPresent();
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
