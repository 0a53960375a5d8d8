package io.cueline.ingest.dialect;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.cueline.ingest.dialect.FieldPath.Found;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/**
 * Reads raw frames by a dialect's table. Strict where JSON is: a key twice, anything behind the
 * frame, or nesting without end is a rejection; generous where the tenant may grow: fields nobody
 * asked for are passed over. Thread-safe; throws nothing, whatever it is given.
 */
public final class FrameDecoder {

  /** No dialect nests deeper than a dozen levels. */
  private static final int DEEPEST = 64;

  private static final int LONGEST_NUMBER = 100;
  private static final int LONGEST_KEY = 1_000;
  private static final int LONGEST_TYPE = 200;

  private final Dialect dialect;
  private final ObjectReader json;

  /**
   * @param longest characters of a frame; a longer one is rejected
   */
  public FrameDecoder(Dialect dialect, int longest) {
    this.dialect = dialect;
    StreamReadConstraints limits =
        StreamReadConstraints.builder()
            .maxNestingDepth(DEEPEST)
            .maxDocumentLength(longest)
            .maxStringLength(longest)
            .maxNumberLength(LONGEST_NUMBER)
            .maxNameLength(LONGEST_KEY)
            .build();
    JsonFactory factory = JsonFactory.builder().streamReadConstraints(limits).build();
    this.json =
        JsonMapper.builder(factory)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            // Found while the tree is made; the parser's own search for it costs a tenth of all.
            .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
            .build()
            .readerFor(JsonNode.class);
  }

  public Dialect dialect() {
    return dialect;
  }

  /** Reads a frame that came as bytes, which must be UTF-8. */
  public Reading decode(byte[] raw) {
    try {
      return decode(StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(raw)).toString());
    } catch (CharacterCodingException notText) {
      return new Reading.Rejected("not UTF-8 text");
    }
  }

  public Reading decode(String raw) {
    JsonNode frame;
    try {
      frame = json.readTree(raw);
    } catch (JsonProcessingException notJson) {
      return new Reading.Rejected(reason(notJson));
    }
    if (!frame.isObject()) {
      return new Reading.Rejected("not a JSON object");
    }
    Found type = dialect.discriminator().map(path -> path.in(frame)).orElse(Found.NOTHING);
    if (type.isMissing()) {
      return unnamed(frame);
    }
    String name = type.values().isEmpty() ? "" : type.values().getFirst().asText();
    if (!type.sound() || !type.values().getFirst().isTextual()) {
      return otherwise(frame)
          .orElseGet(() -> new Reading.Rejected(where() + " is " + what(type) + ", not a string"));
    }
    FrameShape shape = dialect.frames().get(name);
    if (shape != null) {
      return new FrameReader(dialect, shape, frame).read(name);
    }
    if (dialect.clock().filter(clock -> clock.type().equals(name)).isPresent()) {
      return clock(dialect.clock().get(), frame);
    }
    return otherwise(frame)
        .orElseGet(
            () -> new Reading.Control(name.substring(0, Math.min(name.length(), LONGEST_TYPE))));
  }

  private Reading unnamed(JsonNode frame) {
    return dialect
        .unnamed()
        .or(dialect::otherwise)
        .map(name -> as(name, frame))
        .orElseGet(() -> new Reading.Rejected(where() + " is missing"));
  }

  private Optional<Reading> otherwise(JsonNode frame) {
    return dialect.otherwise().map(name -> as(name, frame));
  }

  private Reading as(String name, JsonNode frame) {
    FrameShape shape = Objects.requireNonNull(dialect.frames().get(name), name);
    return new FrameReader(dialect, shape, frame).read(name);
  }

  private String where() {
    return dialect.discriminator().map(FieldPath::toString).orElse("what it is");
  }

  private static String what(Found type) {
    return type.sound() ? FrameReader.describe(type.values().getFirst()) : "no list";
  }

  private static Reading clock(ClockShape clock, JsonNode frame) {
    JsonNode at = clock.at().in(frame);
    if (!at.isIntegralNumber() || !at.canConvertToLong()) {
      return new Reading.Rejected(
          "%s is %s, not epoch milliseconds".formatted(clock.at(), FrameReader.describe(at)));
    }
    try {
      return new Reading.Clock(Instant.ofEpochMilli(at.longValue()));
    } catch (DateTimeException tooFar) {
      return new Reading.Rejected(clock.at() + " is out of range");
    }
  }

  /** Never the parser's own words: they quote the frame, which may hold what was said. */
  private static String reason(JsonProcessingException failure) {
    if (failure instanceof StreamConstraintsException) {
      return "not acceptable JSON: nested too deep, too long, or a number or key too long";
    }
    String message = String.valueOf(failure.getOriginalMessage()).toLowerCase(Locale.ROOT);
    String what = message.startsWith("duplicate field") ? "a key stands twice" : "not JSON";
    JsonLocation where = failure.getLocation();
    return where == null
        ? what
        : "%s, line %d, column %d".formatted(what, where.getLineNr(), where.getColumnNr());
  }
}
