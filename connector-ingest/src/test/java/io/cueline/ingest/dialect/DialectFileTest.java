package io.cueline.ingest.dialect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cueline.runtime.service.StartupException;
import io.cueline.schemas.FrameKind;
import io.cueline.schemas.Speaker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
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
        "dialect: own|dialekt: own|own.yaml:1: the file: unknown key 'dialekt'; there are",
        "text: /said|txet: /said|own.yaml:6: frames.words: unknown key 'txet'",
        "text: /said|txet: /said|did you mean text?",
        "kind: utterance|kind: utterence|did you mean utterance?",
        "speakers:|'dialect: again\nspeakers:'|own.yaml:4: dialect: stands here twice",
        "frames:|'otherwise: wards\nframes:'|otherwise: there is no frame 'wards'; there are words",
        "announcesStart: true|announcesStart: maybe|announcesStart: expected true or false",
        "'discriminator: /what'|''|nothing tells what a frame is",
        "text: /said|text: {values: {a: b}}|expected a JSON pointer",
        "text: /said|'text: /said, final: {absent: maybe}'|final.absent: expected true or false",
        "text: /said|'text: /said, ends: {at: /state}'|expected either 'among' or 'unless'",
        "kind: utterance|'kind: end, cumulative: true'|only utterances and fragments",
        "Berater|'Berater: [}'|own.yaml:4: is no YAML",
        "discriminator: /what|discriminator: what|discriminator: expected a JSON pointer",
        "Berater: agent|Berater: adviser|speakers.Berater: 'adviser' is none of",
        "kind: utterance|kind: tick|'tick' is none of utterance",
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
  void whatIsShippedCanBeRead() {
    assertThat(DialectFile.SHIPPED)
        .allSatisfy(name -> assertThat(DialectFile.load(name).name()).isEqualTo(name));
  }

  @Test
  void aTenantsWordsForItsSpeakersComeBesideTheFiles() {
    Dialect own =
        DialectFile.load("voicegateway")
            .withSpeakers(Map.of("2", Speaker.AGENT, "1", Speaker.CUSTOMER));
    String raw =
        "{\"call_id\":1,\"speech\":{\"channel_tag\":2,\"alternatives\":[{\"transcript\":\"a\"}]}}";

    assertThat(new FrameDecoder(own, 1_000).decode(raw))
        .isInstanceOfSatisfying(
            Reading.Decoded.class,
            decoded ->
                assertThat(decoded.contents().getFirst().speaker()).isEqualTo(Speaker.AGENT));
  }

  @Test
  void valuesAndDefaultsServeWhatIsSaidInOtherWords(@TempDir Path folder) throws IOException {
    String yaml =
        OWN.replace(
            "text: /said",
            "text: /said, final: {at: /status, values: {Fertig: true, laeuft: false}},"
                + " language: {absent: de-DE}, ends: {at: /call/state, among: [vorbei, CLOSED]}");
    FrameDecoder decoder =
        new FrameDecoder(
            DialectFile.load(Files.writeString(folder.resolve("own.yaml"), yaml).toString()),
            1_000);
    String raw =
        "{\"what\":\"words\",\"call\":{\"id\":7,\"state\":\"Closed\"},\"said\":\"ja\",\"status\":\"%s\"}";

    assertThat(decoder.decode(raw.formatted("LAEUFT")))
        .isInstanceOfSatisfying(
            Reading.Decoded.class,
            decoded -> {
              assertThat(decoded.contents().getFirst().isFinal()).isFalse();
              assertThat(decoded.contents().getFirst().language()).isEqualTo("de-DE");
              assertThat(decoded.contents().getLast().kind()).isEqualTo(FrameKind.END);
            });
    assertThat(decoder.decode(raw.formatted("unklar"))).isInstanceOf(Reading.Rejected.class);
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
              assertThat(decoded.contents().getFirst().interactionId()).isEqualTo("7");
              assertThat(decoded.contents().getFirst().speaker()).isEqualTo(Speaker.AGENT);
            });
    assertThat(decoder.decode("{\"what\":\"words\",\"said\":\"ja\"}"))
        .isEqualTo(new Reading.Rejected("/call/id or /callId is missing"));
  }
}
