package io.cueline.schemas.serde;

import io.cueline.schemas.topic.Topic;
import io.cueline.schemas.topic.Topics;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongFunction;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;
import org.apache.avro.message.SchemaStore;
import org.apache.avro.specific.SpecificData;
import org.jspecify.annotations.Nullable;

/**
 * Schemas by fingerprint (CRC-64-AVRO): those compiled in, and those another writer published,
 * fetched when first met. Thread-safe.
 */
public final class SchemaDirectory implements SchemaStore {

  private final Map<Long, Schema> known = new ConcurrentHashMap<>();
  private final LongFunction<Optional<Schema>> elsewhere;

  /**
   * @param elsewhere asked for a fingerprint that is not compiled in; may block; asked again at
   *     each record until it answers, so it should limit its own effort
   */
  public SchemaDirectory(LongFunction<Optional<Schema>> elsewhere) {
    this.elsewhere = elsewhere;
    for (Topic<?> topic : Topics.ALL) {
      topic.valueType().ifPresent(type -> add(SpecificData.get().getSchema(type)));
    }
  }

  /** Knows only what is compiled in. */
  public static SchemaDirectory compiledIn() {
    return new SchemaDirectory(fingerprint -> Optional.empty());
  }

  /** Adds a schema of the application's own, such as that of a state store. */
  public void add(Schema schema) {
    known.put(fingerprint(schema), schema);
  }

  @Override
  @SuppressWarnings("NullAway") // the interface is not annotated: null is its word for "unknown"
  public Schema findByFingerprint(long fingerprint) {
    @Nullable Schema schema = known.get(fingerprint);
    if (schema != null) {
      return schema;
    }
    Optional<Schema> fetched = elsewhere.apply(fingerprint);
    fetched.ifPresent(found -> known.put(fingerprint, found));
    return fetched.orElse(null);
  }

  public static long fingerprint(Schema schema) {
    return SchemaNormalization.parsingFingerprint64(schema);
  }
}
