package io.cueline.workbench.cli.dialects;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cueline.workbench.cli.CommandLineFactory;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** {@code cueline dialects}, as a team that describes its own stream sees it. */
class DialectCommandsTest {

  private static final String FRAMES =
      """
      {"conversationId":"c-1","speaker":"Agent","text":"my card is 4111 1111 1111 1111","final":true,"timestamp":"2026-03-01T10:00:00"}

      {"conversationId":"c-1","speaker":"Agent","text":"my card is 4111 1111 1111 1111","final":true,"timestamp":"2026-03-01T10:00:00"}
      {"conversationId":"c-1","text":"\\u001b[2Jhm","final":false,"confidence":0.5}
      {"type":"interaction_ended","interactionId":7}
      {"type":"clock","at":0}
      {"conversationId":"c-1"}
      not json
      """;

  @TempDir private Path folder;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int run(String... arguments) {
    CommandLine cueline = CommandLineFactory.create();
    cueline.setOut(new PrintWriter(out));
    cueline.setErr(new PrintWriter(err));
    return cueline.execute(arguments);
  }

  private String file(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text).toString();
  }

  @Test
  void aWrongFileIsRefusedWithLineReasonAndWhatWasMeant() throws IOException {
    String wrong = file("own.yaml", "dialect: own\nframs:\n  a: {kind: end}\n");

    assertThat(run("dialects", "check", wrong)).isEqualTo(1);
    assertThat(out.toString()).contains("own.yaml:3").contains("did you mean frames?");
    assertThat(run("dialects", "check", folder + "/none.yaml")).isEqualTo(1);
    assertThat(out.toString()).contains("neither a file nor a dialect that is shipped");
    Files.write(folder.resolve("b.yaml"), new byte[] {(byte) 0xff, 0});
    assertThat(run("dialects", "check", folder + "/b.yaml")).isEqualTo(1);
    assertThat(out.toString()).contains("not text in UTF-8");
    assertThat(run("dialects", "check", "stt-push", "--frames", folder + "/none")).isEqualTo(1);
    assertThat(err.toString()).contains("cannot read");
    assertThat(run("dialects")).isEqualTo(2);
  }

  @Test
  void everySampleShowsWhatItBecomesOrWhyNot() throws IOException {
    String frames = file("frames.jsonl", FRAMES);

    assertThat(run("dialects", "check", "stt-push", "--frames", frames)).isEqualTo(1);

    assertThat(out.toString().lines())
        .containsExactly(
            "    1  utterance    c-1, agent, spoken 2026-03-01T10:00:00Z: my card is **** **** **** ****",
            "    3  dropped: line 1 said so before",
            "    4  utterance    c-1, unknown, partial, confidence 0.5:  [2Jhm",
            "    5  end          7",
            "    6  clock of a replay: 1970-01-01T00:00:00Z",
            "    7  rejected: /text is missing",
            "    8  rejected: not JSON, line 1, column 1",
            "dialect stt-push is in order; 7 frames, 2 rejected");
  }

  @Test
  void programsGetTheSame() throws IOException {
    String frames = file("frames.jsonl", FRAMES);

    assertThat(run("dialects", "check", "stt-push", "--frames", frames, "--json")).isEqualTo(1);

    JsonNode told = new ObjectMapper().readTree(out.toString());
    assertThat(told.get("ok").asBoolean()).isFalse();
    assertThat(told.get("frames")).hasSize(7);
    assertThat(told.at("/frames/0/frames/0/text").asText())
        .isEqualTo("my card is **** **** **** ****");
    assertThat(told.at("/frames/1/repeats").asInt()).isEqualTo(1);
    assertThat(told.at("/frames/5/reason").asText()).isEqualTo("/text is missing");
  }

  @Test
  void aTeamsOwnDialectIsTriedWithoutCode() throws IOException {
    String own =
        file(
            "own.yaml",
            """
            dialect: own
            discriminator: /what
            speakers: {Berater: agent}
            frames:
              words: {kind: utterance, interaction: /call, text: /said, speaker: /who}
            """);
    String frames =
        file("f", "{\"what\":\"words\",\"call\":1,\"said\":\"ja\",\"who\":\"BERATER\"}");

    assertThat(run("dialects", "check", own, "--frames", frames)).isZero();
    assertThat(out.toString()).contains("utterance    1, agent: ja");
  }

  @Test
  void whatIsShippedIsListed() throws IOException {
    assertThat(run("dialects", "list")).isZero();
    assertThat(out.toString()).contains("voicegateway").contains("TRANSCRIPT_FRAGMENT");
    StringWriter before = out;
    before.getBuffer().setLength(0);
    assertThat(run("dialects", "list", "--json")).isZero();
    assertThat(new ObjectMapper().readTree(out.toString()).get("dialects")).hasSize(6);
  }
}
