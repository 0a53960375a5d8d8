package io.cueline.schemas.serde;

import io.cueline.schemas.Frame;
import io.cueline.schemas.topic.Topic;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.avro.message.BinaryMessageDecoder;
import org.apache.avro.message.BinaryMessageEncoder;
import org.apache.avro.specific.SpecificData;
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

  private final Class<V> type;
  private final BinaryMessageEncoder<V> encoder;
  private final BinaryMessageDecoder<V> decoder;

  public AvroSerde(Class<V> type, SchemaDirectory directory) {
    this.type = type;
    SpecificData model = SpecificData.getForClass(type);
    Schema schema = model.getSchema(type);
    directory.add(schema);
    this.encoder = new BinaryMessageEncoder<>(model, schema);
    this.decoder = new BinaryMessageDecoder<>(model, schema, directory);
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
    try {
      ByteBuffer encoded = encoder.encode(value);
      byte[] bytes = new byte[encoded.remaining()];
      encoded.get(bytes);
      return bytes;
    } catch (IOException | AvroRuntimeException failure) {
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
