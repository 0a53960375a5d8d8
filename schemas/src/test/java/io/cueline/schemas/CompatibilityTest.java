package io.cueline.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import io.cueline.schemas.topic.Topic;
import io.cueline.schemas.topic.Topics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.SchemaValidationException;
import org.apache.avro.SchemaValidator;
import org.apache.avro.SchemaValidatorBuilder;
import org.apache.avro.specific.SpecificData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every version of a schema that was ever released lies in {@code src/main/resources/released}, as
 * {@code Name/1.avsc}, {@code Name/2.avsc}, … The schemas of today must read all of them and be
 * read by all of them ({@code FULL_TRANSITIVE}), or a rolling upgrade dead-letters records.
 *
 * <p>A changed schema is released by writing the next number: run this test with {@code
 * -Dschemas.release=true}.
 */
final class CompatibilityTest {

  private static final Path RELEASED = Path.of("src/main/resources/released");
  private static final boolean RELEASE = Boolean.getBoolean("schemas.release");

  static Stream<Schema> schemas() {
    return Topics.ALL.stream()
        .map(Topic::valueType)
        .flatMap(java.util.Optional::stream)
        .map(SpecificData.get()::getSchema);
  }

  @ParameterizedTest
  @MethodSource("schemas")
  void todaysSchemaReadsAndIsReadByEveryReleasedOne(Schema today) throws Exception {
    List<Schema> released = released(today.getName());
    SchemaValidator fullTransitive =
        new SchemaValidatorBuilder().mutualReadStrategy().validateAll();

    fullTransitive.validate(today, released.reversed());
  }

  @ParameterizedTest
  @MethodSource("schemas")
  void todaysSchemaIsTheLastReleased(Schema today) throws IOException {
    List<Schema> released = released(today.getName());
    if (RELEASE && (released.isEmpty() || !released.getLast().equals(today))) {
      Path file = RELEASED.resolve(today.getName()).resolve((released.size() + 1) + ".avsc");
      Files.createDirectories(file.getParent());
      Files.writeString(file, pretty(today) + "\n");
      released = released(today.getName());
    }

    assertThat(released)
        .as("releases of %s; see this class's comment", today.getName())
        .isNotEmpty();
    assertThat(released.getLast()).isEqualTo(today);
  }

  @Test
  void aFieldWithoutADefaultIsNoticed() {
    Schema before = new Schema.Parser().parse(record("{\"name\":\"a\",\"type\":\"string\"}"));
    Schema after =
        new Schema.Parser()
            .parse(
                record("{\"name\":\"a\",\"type\":\"string\"},{\"name\":\"b\",\"type\":\"int\"}"));
    SchemaValidator fullTransitive =
        new SchemaValidatorBuilder().mutualReadStrategy().validateAll();

    org.assertj.core.api.Assertions.assertThatThrownBy(
            () -> fullTransitive.validate(after, List.of(before)))
        .isInstanceOf(SchemaValidationException.class);
  }

  @ParameterizedTest
  @MethodSource("schemas")
  void everyRecordSaysWhatItIsFor(Schema schema) {
    assertThat(schema.getDoc()).as(schema.getName()).startsWith("Topic ");
  }

  private static String pretty(Schema schema) {
    return org.apache.avro.SchemaFormatter.format("json/pretty", schema);
  }

  private static String record(String fields) {
    return "{\"type\":\"record\",\"name\":\"R\",\"fields\":[" + fields + "]}";
  }

  /** Oldest first. */
  private static List<Schema> released(String name) throws IOException {
    List<Schema> schemas = new java.util.ArrayList<>();
    for (int version = 1; ; version++) {
      Path file = RELEASED.resolve(name).resolve(version + ".avsc");
      if (!Files.exists(file)) {
        return schemas;
      }
      schemas.add(new Schema.Parser().parse(file.toFile()));
    }
  }
}
