package io.cueline.ingest.dialect;

import com.fasterxml.jackson.databind.JsonNode;
import io.cueline.ingest.dialect.FieldPath.Found;
import io.cueline.schemas.FrameKind;
import io.cueline.schemas.Speaker;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
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

  /**
   * @param name what the frame says it is
   */
  Reading read(String name) {
    FrameKind kind = shape.kind();
    boolean spoken = FrameShape.speaks(kind);
    String interaction = id(Field.INTERACTION, true);
    boolean over = over();
    boolean silent = over || shape.mayBeSilent();
    String text = spoken ? text(Field.TEXT, !silent) : null;
    Speaker speaker = speaker();
    boolean isFinal = isFinal();
    double confidence = confidence();
    String language = text(Field.LANGUAGE, false);
    Instant spokenAt = spokenAt();
    String state = text(Field.STATE, kind == FrameKind.DIALOG_STATE);
    String subject = id(Field.SUBJECT, kind == FrameKind.FEEDBACK);
    String action = text(Field.ACTION, kind == FrameKind.FEEDBACK);
    String agent = id(Field.AGENT, kind == FrameKind.ASSIGNMENT);
    String session = id(Field.SESSION, false);
    if (trouble != null || interaction == null) {
      return new Reading.Rejected(String.valueOf(trouble));
    }
    List<FrameContent> contents = new ArrayList<>(2);
    if (!spoken || !silent || (text != null && !text.isBlank())) {
      contents.add(
          new FrameContent(
              kind,
              interaction,
              speaker,
              text,
              isFinal,
              shape.cumulative(),
              confidence,
              language,
              spokenAt,
              state,
              subject,
              action,
              agent,
              session));
    }
    if (over) {
      contents.add(FrameContent.end(interaction, spokenAt));
    }
    return contents.isEmpty()
        ? new Reading.Control(name)
        : new Reading.Decoded(contents, identity());
  }

  /** What a node is, in a reason; never its value. */
  static String describe(JsonNode node) {
    return node.isMissingNode() ? "missing" : node.getNodeType().name().toLowerCase(Locale.ROOT);
  }

  /** Ids may be strings or whole numbers. */
  private @Nullable String id(Field field, boolean needed) {
    List<JsonNode> values = values(field);
    if (values.isEmpty()) {
      return absent(field, needed);
    }
    JsonNode value = values.getFirst();
    if (!value.isTextual() && !value.isIntegralNumber()) {
      return wrong(field, "is %s, not a string or whole number".formatted(describe(value)));
    }
    String id = value.asText();
    if (id.isBlank()) {
      return needed ? wrong(field, "is blank") : null;
    }
    return id.length() > LONGEST_ID ? wrong(field, "is too long for an id") : id;
  }

  /** Of several parts one text, with blanks between. */
  private @Nullable String text(Field field, boolean needed) {
    List<JsonNode> values = values(field);
    if (values.isEmpty()) {
      return absent(field, needed);
    }
    for (JsonNode value : values) {
      if (!value.isTextual()) {
        return wrong(field, "is %s, not a string".formatted(describe(value)));
      }
    }
    if (values.size() == 1) {
      return meaning(field, values.getFirst().textValue());
    }
    return String.join(
        " ", values.stream().map(JsonNode::textValue).filter(part -> !part.isBlank()).toList());
  }

  /** An unknown speaker is no error: such words still match rules for any speaker. */
  private Speaker speaker() {
    List<JsonNode> values = values(Field.SPEAKER);
    String word =
        values.isEmpty()
            ? absent(Field.SPEAKER, false)
            : meaning(Field.SPEAKER, values.getFirst().asText());
    return word == null ? Speaker.UNKNOWN : dialect.speaker(word);
  }

  private boolean isFinal() {
    List<JsonNode> values = values(Field.FINAL);
    if (!values.isEmpty() && values.getFirst().isBoolean()) {
      return values.getFirst().booleanValue();
    }
    String word =
        values.isEmpty()
            ? shape.rule(Field.FINAL).flatMap(FieldRule::absent).orElse("true")
            : meaning(Field.FINAL, values.getFirst().asText());
    return switch (word.toLowerCase(Locale.ROOT)) {
      case "true" -> true;
      case "false" -> false;
      default -> {
        String what = values.isEmpty() ? "fixed" : describe(values.getFirst());
        wrong(Field.FINAL, "is %s, not true or false".formatted(what));
        yield true;
      }
    };
  }

  /** Of several the mean. */
  private double confidence() {
    List<JsonNode> values = values(Field.CONFIDENCE);
    if (values.isEmpty()) {
      return 1;
    }
    double sum = 0;
    for (JsonNode value : values) {
      double confidence = value.isNumber() ? value.doubleValue() : -1;
      if (!(confidence >= 0 && confidence <= 1)) {
        wrong(Field.CONFIDENCE, "is not a number from 0 to 1");
        return 1;
      }
      sum += confidence;
    }
    return Math.min(1, sum / values.size());
  }

  private @Nullable Instant spokenAt() {
    List<JsonNode> values = values(Field.SPOKEN);
    return values.isEmpty() ? null : Timestamp.read(values.getFirst());
  }

  private Optional<String> identity() {
    List<JsonNode> values = values(Field.ID);
    return values.isEmpty() || !values.getFirst().isValueNode()
        ? Optional.empty()
        : Optional.of(values.getFirst().asText()).filter(id -> !id.isBlank());
  }

  private boolean over() {
    if (shape.end().isEmpty()) {
      return false;
    }
    EndRule end = shape.end().get();
    Found state = end.at().in(frame);
    if (state.isMissing()) {
      return false;
    }
    if (!state.sound() || !state.values().getFirst().isTextual()) {
      trouble = trouble == null ? end.at() + " is not a string" : trouble;
      return false;
    }
    return end.saysSo(state.values().getFirst().textValue());
  }

  private List<JsonNode> values(Field field) {
    Optional<FieldPath> path = shape.rule(field).flatMap(FieldRule::path);
    if (path.isEmpty()) {
      return List.of();
    }
    Found found = path.get().in(frame);
    if (!found.sound()) {
      wrong(field, "leads through something that is no list");
    }
    return found.values();
  }

  private String meaning(Field field, String word) {
    return shape.rule(field).map(rule -> rule.meaning(word)).orElse(word);
  }

  private @Nullable String absent(Field field, boolean needed) {
    @Nullable String value = shape.rule(field).flatMap(FieldRule::absent).orElse(null);
    return value == null && needed ? wrong(field, "is missing") : value;
  }

  private @Nullable String wrong(Field field, String what) {
    if (trouble == null) {
      trouble = shape.rule(field).map(FieldRule::toString).orElse(field.key()) + " " + what;
    }
    return null;
  }
}
