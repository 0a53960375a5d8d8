package io.cueline.ingest.dialect;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.cueline.schemas.FrameKind;
import io.cueline.schemas.Speaker;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Reads one frame by its shape, and remembers the first thing that is wrong with it. */
final class FrameReader {

  /** Longer ones are no ids, but an attack on every map that holds them. */
  private static final int LONGEST_ID = 256;

  private final Dialect dialect;
  private final FrameShape shape;
  private final JsonNode frame;
  private @Nullable String trouble;

  FrameReader(Dialect dialect, FrameShape shape, JsonNode frame) {
    this.dialect = dialect;
    this.shape = shape;
    this.frame = frame;
  }

  Reading read() {
    FrameKind kind = shape.kind();
    boolean spoken = kind == FrameKind.UTTERANCE || kind == FrameKind.FRAGMENT;
    String interaction = id(Field.INTERACTION, true);
    String text = spoken ? text(Field.TEXT, true) : null;
    Speaker speaker = speaker();
    boolean isFinal = isFinal();
    double confidence = confidence();
    String language = text(Field.LANGUAGE, false);
    String state = text(Field.STATE, kind == FrameKind.DIALOG_STATE);
    String subject = id(Field.SUBJECT, kind == FrameKind.FEEDBACK);
    String action = text(Field.ACTION, kind == FrameKind.FEEDBACK);
    String agent = id(Field.AGENT, kind == FrameKind.ASSIGNMENT);
    String session = id(Field.SESSION, false);
    if (trouble != null || interaction == null) {
      return new Reading.Rejected(String.valueOf(trouble));
    }
    return new Reading.Decoded(
        new FrameContent(
            kind,
            interaction,
            speaker,
            text,
            isFinal,
            confidence,
            language,
            state,
            subject,
            action,
            agent,
            session));
  }

  /** What a node is, in a reason; never its value. */
  static String describe(JsonNode node) {
    return node.isMissingNode() ? "missing" : node.getNodeType().name().toLowerCase(Locale.ROOT);
  }

  /** Ids may be strings or whole numbers. */
  private @Nullable String id(Field field, boolean needed) {
    JsonNode value = value(field);
    if (value.isMissingNode()) {
      return needed ? wrong(field, "is missing") : null;
    }
    if (!value.isTextual() && !value.isIntegralNumber()) {
      return wrong(field, "is %s, not a string or whole number".formatted(describe(value)));
    }
    String id = value.asText();
    if (id.isBlank()) {
      return needed ? wrong(field, "is blank") : null;
    }
    return id.length() > LONGEST_ID ? wrong(field, "is too long for an id") : id;
  }

  private @Nullable String text(Field field, boolean needed) {
    JsonNode value = value(field);
    if (value.isMissingNode()) {
      return needed ? wrong(field, "is missing") : null;
    }
    return value.isTextual()
        ? value.textValue()
        : wrong(field, "is %s, not a string".formatted(describe(value)));
  }

  /** An unknown speaker is no error: such words still match rules for any speaker. */
  private Speaker speaker() {
    JsonNode value = value(Field.SPEAKER);
    return value.isTextual() ? dialect.speaker(value.textValue()) : Speaker.UNKNOWN;
  }

  private boolean isFinal() {
    JsonNode value = value(Field.FINAL);
    if (!value.isMissingNode() && !value.isBoolean()) {
      wrong(Field.FINAL, "is %s, not true or false".formatted(describe(value)));
    }
    return value.isMissingNode() || value.booleanValue();
  }

  private double confidence() {
    JsonNode value = value(Field.CONFIDENCE);
    if (value.isMissingNode()) {
      return 1;
    }
    double confidence = value.isNumber() ? value.doubleValue() : -1;
    if (confidence >= 0 && confidence <= 1) {
      return confidence;
    }
    wrong(Field.CONFIDENCE, "is not a number from 0 to 1");
    return 1;
  }

  private JsonNode value(Field field) {
    return shape.path(field).map(path -> path.in(frame)).orElse(MissingNode.getInstance());
  }

  private @Nullable String wrong(Field field, String what) {
    if (trouble == null) {
      trouble = shape.path(field).map(FieldPath::toString).orElse(field.key()) + " " + what;
    }
    return null;
  }
}
