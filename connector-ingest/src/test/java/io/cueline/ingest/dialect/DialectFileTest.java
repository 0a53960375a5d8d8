package io.cueline.ingest.dialect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cueline.runtime.service.StartupException;
import io.cueline.schemas.Speaker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DialectFileTest {

  private static final String OWN =
      """
      dialect: own
      announcesStart: true
      discriminator: /what
      speakers: {Berater: agent}
      frames:
        words: {kind: utterance, interaction: [/call/id, /callId], text: /said, speaker: /who}
      """;

  @Test
  void aFileThatIsNotThereIsTold() {
    assertThatThrownBy(() -> DialectFile.load("no-such-dialect"))
        .isInstanceOf(StartupException.class)
        .hasMessageContaining("no-such-dialect");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "kind: utterance|kind: utterence|frames.words.kind: 'utterence' is none of",
        "text: /said|text: said|frames.words.text: expected a JSON pointer",
        "text: /said, |''|needs a pointer for 'text'",
        "dialect: own|dialekt: own|unknown key 'dialekt'",
        "discriminator: /what|discriminator: what|discriminator: expected a JSON pointer",
        "Berater: agent|Berater: adviser|speakers.Berater: 'adviser' is none of",
        "kind: utterance|kind: tick|no tenant sends frames of kind TICK",
        "speakers:|'frames: {}\nspeakers:'|frames"
      })
  void whatIsWrongIsTold(String right, String wrong, String reason, @TempDir Path folder)
      throws IOException {
    Path file = Files.writeString(folder.resolve("own.yaml"), OWN.replace(right, wrong));

    assertThatThrownBy(() -> DialectFile.load(file.toString()))
        .isInstanceOf(StartupException.class)
        .hasMessageContaining(reason);
  }

  @Test
  void aTeamsOwnDialectNeedsNoCode(@TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("own.yaml"), OWN);

    FrameDecoder decoder = new FrameDecoder(DialectFile.load(file.toString()), 1_000);

    assertThat(decoder.dialect().announcesStart()).isTrue();
    String raw = "{\"what\":\"words\",\"callId\":7,\"said\":\"ja\",\"who\":\"BERATER\"}";
    assertThat(decoder.decode(raw))
        .isInstanceOfSatisfying(
            Reading.Decoded.class,
            decoded -> {
              assertThat(decoded.content().interactionId()).isEqualTo("7");
              assertThat(decoded.content().speaker()).isEqualTo(Speaker.AGENT);
            });
    assertThat(decoder.decode("{\"what\":\"words\",\"said\":\"ja\"}"))
        .isEqualTo(new Reading.Rejected("/call/id or /callId is missing"));
  }
}
