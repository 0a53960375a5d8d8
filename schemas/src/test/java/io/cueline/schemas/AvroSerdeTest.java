package io.cueline.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cueline.schemas.serde.AvroSerde;
import io.cueline.schemas.serde.SchemaDirectory;
import io.cueline.schemas.topic.Topics;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.Schema;
import org.apache.avro.data.TimeConversions;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.message.BinaryMessageEncoder;
import org.apache.kafka.common.errors.SerializationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a reader can count on: round trips, records of writers it never met, clear refusals. */
final class AvroSerdeTest {

  private static final Instant AT = Instant.parse("2026-01-05T09:00:00.250Z");
  private final AvroSerde<Frame> frames =
      AvroSerde.of(Topics.TRANSCRIPT_FRAMES, SchemaDirectory.compiledIn());

  @Test
  void aFrameComesBackAsItWas() {
    Frame frame = frame("I can guarantee that \uD83D\uDE42");

    Frame read = frames.deserialize("t", frames.serialize("t", frame));

    assertThat(read).isEqualTo(frame);
  }

  @Test
  void aTombstoneStaysNull() {
    assertThat(frames.serialize("t", null)).isNull();
    assertThat(frames.deserialize("t", null)).isNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "x", "{\"type\":\"transcription\"}", "\u00C3\u0001too short"})
  void whatIsNoRecordIsRefusedWithTheTopicsName(String text) {
    byte[] garbage = text.getBytes(StandardCharsets.ISO_8859_1);

    assertThatThrownBy(() -> frames.deserialize("the-topic", garbage))
        .isInstanceOf(SerializationException.class)
        .hasMessageContaining("not a Frame in the-topic");
  }

  @Test
  void aNewerWritersRecordIsReadOnceItsSchemaIsPublished() throws IOException {
    Schema newer = withField(Frame.getClassSchema(), "mood");
    byte[] record = encode(newer, frame("hello"), Map.of("mood", "calm"));
    AvroSerde<Frame> unaware = AvroSerde.of(Topics.TRANSCRIPT_FRAMES, SchemaDirectory.compiledIn());
    AvroSerde<Frame> looking =
        AvroSerde.of(
            Topics.TRANSCRIPT_FRAMES,
            new SchemaDirectory(
                fingerprint ->
                    fingerprint == SchemaDirectory.fingerprint(newer)
                        ? Optional.of(newer)
                        : Optional.empty()));

    assertThatThrownBy(() -> unaware.deserialize("t", record))
        .isInstanceOf(SerializationException.class);
    assertThat(looking.deserialize("t", record).getText()).isEqualTo("hello");
  }

  private static Frame frame(String text) {
    return Frame.newBuilder()
        .setTenant("demo")
        .setSource("transcription")
        .setEpoch(1)
        .setSeq(7)
        .setAt(AT)
        .setReceivedAt(AT)
        .setKind(FrameKind.UTTERANCE)
        .setInteractionId("call-1")
        .setSpeaker(Speaker.AGENT)
        .setText(text)
        .build();
  }

  /** The schema with one more optional text, as a newer release would have it. */
  private static Schema withField(Schema schema, String name) {
    List<Schema.Field> fields = new ArrayList<>();
    schema.getFields().forEach(field -> fields.add(new Schema.Field(field, field.schema())));
    fields.add(new Schema.Field(name, Schema.create(Schema.Type.STRING), null, ""));
    return Schema.createRecord(
        schema.getName(), schema.getDoc(), schema.getNamespace(), false, fields);
  }

  private static byte[] encode(Schema schema, Frame frame, Map<String, Object> more)
      throws IOException {
    GenericData model = new GenericData();
    model.addLogicalTypeConversion(new TimeConversions.TimestampMillisConversion());
    GenericRecord record = new GenericData.Record(schema);
    for (Schema.Field field : schema.getFields()) {
      Object value =
          more.containsKey(field.name()) ? more.get(field.name()) : frame.get(field.name());
      boolean isEnum = field.schema().getType() == Schema.Type.ENUM;
      record.put(
          field.name(),
          isEnum ? new GenericData.EnumSymbol(field.schema(), value.toString()) : value);
    }
    ByteBuffer bytes = new BinaryMessageEncoder<GenericRecord>(model, schema).encode(record);
    byte[] array = new byte[bytes.remaining()];
    bytes.get(array);
    return array;
  }
}
