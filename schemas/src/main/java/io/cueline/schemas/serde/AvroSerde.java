package io.cueline.schemas.serde;

import io.cueline.schemas.Frame;
import io.cueline.schemas.topic.Topic;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DatumWriter;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.message.BinaryMessageDecoder;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecord;
import org.apache.avro.util.ClassSecurityValidator;
import org.apache.avro.util.ClassSecurityValidator.ClassSecurityPredicate;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;

/**
 * Avro records in single-object encoding: two marker bytes, the schema's fingerprint, the record.
 * Null stays null, for tombstones. Thread-safe; what cannot be read is a {@link
 * SerializationException} that says why.
 */
public final class AvroSerde<V extends SpecificRecord>
    implements Serde<V>, Serializer<V>, Deserializer<V> {

  static {
    // Avro makes objects only of classes it was told to trust: our generated ones join its
    // defaults.
    ClassSecurityPredicate others = ClassSecurityValidator.getGlobal();
    String ours = Frame.class.getPackageName();
    ClassSecurityValidator.setGlobal(
        ClassSecurityValidator.composite(
            others, candidate -> candidate.getPackageName().equals(ours)));
  }

  private static final byte[] MARKER = {(byte) 0xC3, 0x01};

  /** Used again and again, by one thread each. */
  private static final class Output {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(1 << 10);
    private @Nullable BinaryEncoder encoder;
  }

  private static final ThreadLocal<Output> OUTPUT = ThreadLocal.withInitial(Output::new);

  private final Class<V> type;

  /** Of single-object encoding: two marker bytes and the fingerprint. */
  private final byte[] header;

  private final DatumWriter<V> writer;
  private final BinaryMessageDecoder<V> decoder;

  public AvroSerde(Class<V> type, SchemaDirectory directory) {
    this.type = type;
    SpecificData model = SpecificData.getForClass(type);
    Schema schema = model.getSchema(type);
    directory.add(schema);
    this.header =
        ByteBuffer.allocate(MARKER.length + Long.BYTES)
            .order(ByteOrder.LITTLE_ENDIAN)
            .put(MARKER)
            .putLong(SchemaDirectory.fingerprint(schema))
            .array();
    this.writer = new NullableWriter<>(schema, model);
    this.decoder = new BinaryMessageDecoder<>(model, schema, directory);
  }

  /**
   * Knows the branch of a field that may be null without looking it up by the value's class: a
   * fifth of what writing costs.
   */
  private static final class NullableWriter<V> extends SpecificDatumWriter<V> {

    NullableWriter(Schema schema, SpecificData model) {
      super(schema, model);
    }

    @Override
    protected int resolveUnion(Schema union, @Nullable Object datum) {
      List<Schema> branches = union.getTypes();
      if (branches.size() == 2) {
        boolean nullFirst = branches.getFirst().getType() == Schema.Type.NULL;
        if (nullFirst || branches.getLast().getType() == Schema.Type.NULL) {
          return (datum == null) == nullFirst ? 0 : 1;
        }
      }
      return super.resolveUnion(union, datum);
    }
  }

  /**
   * The serde of a topic's values.
   *
   * @throws IllegalArgumentException for a topic whose values are not of one kind
   */
  public static <V extends SpecificRecord> AvroSerde<V> of(
      Topic<V> topic, SchemaDirectory directory) {
    return new AvroSerde<>(
        topic
            .valueType()
            .orElseThrow(
                () -> new IllegalArgumentException(topic.baseName() + " has no single type")),
        directory);
  }

  @Override
  @SuppressWarnings("NullAway") // Kafka's interface is not annotated: null is a tombstone
  public byte[] serialize(String topic, @Nullable V value) {
    if (value == null) {
      return null;
    }
    // Avro's own message encoder writes byte by byte; a buffered one halves the time.
    Output output = OUTPUT.get();
    output.bytes.reset();
    output.bytes.write(header, 0, header.length);
    try {
      BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(output.bytes, output.encoder);
      output.encoder = encoder;
      writer.write(value, encoder);
      encoder.flush();
      return output.bytes.toByteArray();
    } catch (IOException | AvroRuntimeException failure) {
      // Half a record may be left in it.
      output.encoder = null;
      throw new SerializationException(
          "cannot write a " + type.getSimpleName() + " for " + topic, failure);
    }
  }

  @Override
  @SuppressWarnings("NullAway") // as above
  public V deserialize(String topic, byte @Nullable [] bytes) {
    if (bytes == null) {
      return null;
    }
    try {
      return decoder.decode(ByteBuffer.wrap(bytes));
    } catch (IOException | RuntimeException failure) {
      throw new SerializationException(
          "not a %s in %s: %s".formatted(type.getSimpleName(), topic, failure.getMessage()),
          failure);
    }
  }

  @Override
  public Serializer<V> serializer() {
    return this;
  }

  @Override
  public Deserializer<V> deserializer() {
    return this;
  }

  @Override
  public void configure(java.util.Map<String, ?> configs, boolean isKey) {}

  @Override
  public void close() {}
}
