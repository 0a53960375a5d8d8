package io.cueline.ingest.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cueline.ingest.support.SharedData;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** Whatever comes over the wire, the decoder answers and never throws. */
class AttackTest {

  private static final FrameDecoder DECODER =
      new FrameDecoder(DialectFile.load("transcription"), 1_000_000);
  private static final ObjectMapper JSON = new ObjectMapper();

  @Test
  void brokenJsonIsRejected() throws IOException {
    List<Path> files = files("n_");

    assertThat(files).hasSizeGreaterThan(80);
    for (Path file : files) {
      byte[] raw = Files.readAllBytes(file);
      assertThat(DECODER.decode(raw)).as("%s", file).isInstanceOf(Reading.Rejected.class);
      assertThat(DECODER.decode(new String(raw, StandardCharsets.UTF_8)))
          .as("%s as text", file)
          .isInstanceOf(Reading.Rejected.class);
    }
  }

  @Test
  void brokenJsonWithinAFrameIsRejected() throws IOException {
    for (Path file : files("n_")) {
      String raw = Files.readString(file, StandardCharsets.ISO_8859_1);
      // These are whole values with something behind them, which within a frame may be its rest.
      String frame =
          "{\"type\":\"transcription\",\"interactionId\":\"i\",\"text\":\"a\",\"x\":" + raw + ",,}";
      assertThat(DECODER.decode(frame)).as("%s", file).isInstanceOf(Reading.Rejected.class);
    }
  }

  @Test
  void soundOrDebatableJsonIsAnsweredWhateverItIs() throws IOException {
    for (Path file : files("")) {
      assertThat(DECODER.decode(Files.readAllBytes(file))).as("%s", file).isNotNull();
    }
  }

  @Test
  void soundJsonInAnUnknownFieldIsPassedOver() throws IOException {
    for (Path file : files("y_")) {
      String value = Files.readString(file);
      String frame =
          "{\"type\":\"transcription\",\"interactionId\":\"i\",\"text\":\"a\",\"x\":" + value + "}";
      if (!file.toString().contains("duplicated_key")) {
        assertThat(DECODER.decode(frame)).as("%s", file).isInstanceOf(Reading.Decoded.class);
      }
    }
  }

  @Test
  void naughtyStringsComeThroughAsTheyAre() throws IOException {
    JsonNode strings = JSON.readTree(SharedData.need("attack/naughty-strings.json").toFile());
    for (JsonNode each : strings) {
      ObjectNode frame = JSON.createObjectNode();
      frame.put("type", "transcription").put("interactionId", "i").put("text", each.textValue());
      assertThat(DECODER.decode(JSON.writeValueAsString(frame)))
          .isInstanceOfSatisfying(
              Reading.Decoded.class,
              decoded ->
                  assertThat(decoded.contents().getFirst().text()).isEqualTo(each.textValue()));
    }
  }

  @Property(tries = 500)
  void anyTextIsAnswered(@ForAll String raw) {
    assertThat(DECODER.decode(raw)).isNotNull();
  }

  @Property(tries = 500)
  void anyBytesAreAnswered(@ForAll byte[] raw) {
    assertThat(DECODER.decode(raw)).isNotNull();
  }

  private static List<Path> files(String prefix) throws IOException {
    try (Stream<Path> files = Files.list(SharedData.need("attack/json"))) {
      return files
          .filter(file -> String.valueOf(file.getFileName()).startsWith(prefix))
          .sorted()
          .toList();
    }
  }
}
