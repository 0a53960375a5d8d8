package io.cueline.workbench.tenant.calls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cueline.runtime.service.StartupException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CallFileTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {oops | not JSON
          {"a":1} {"b":2} | not JSON
          "text" | expected a JSON object
          {"turns":[]} | interactionId is missing
          {"interactionId":7,"turns":[]} | interactionId is not a text
          {"interactionId":" ","turns":[{"speaker":"agent","text":"x"}]} | interactionId is blank
          {"interactionId":"i"} | turns is missing or not a list
          {"interactionId":"i","turns":[]} | turns is empty
          {"interactionId":"first","turns":[{"speaker":"agent","text":"x"}]} | stands in an earlier line
          {"interactionId":"i","turns":[{"speaker":"agent","text":"x"},{"speaker":"bot","text":"x"}]} | turn 2: speaker is "bot", expected agent or customer
          {"interactionId":"i","turns":[{"speaker":"agent"}]} | turn 1: text is missing
          {"interactionId":"i","turns":[{"speaker":"agent","text":"x","startMs":"1"}]} | startMs is not a whole number
          {"interactionId":"i","turns":[{"speaker":"agent","text":"x","startMs":-1}]} | startMs lies before the call
          {"interactionId":"i","turns":[{"speaker":"agent","text":"x","startMs":5,"endMs":4}]} | endMs lies before startMs
          {"interactionId":"i","turns":[{"speaker":"agent","text":"x","confidence":2}]} | confidence must lie between 0 and 1
          {"interactionId":"i","startAtMs":-1,"turns":[{"speaker":"agent","text":"x"}]} | startAtMs lies before the replay
          """)
  void shouldNameFileLineAndReason(String line, String reason) {
    String first =
        "{\"interactionId\":\"first\",\"turns\":[{\"speaker\":\"agent\",\"text\":\"\"}]}";
    assertThatThrownBy(() -> CallFile.read("calls.jsonl", new StringReader(first + "\n\n" + line)))
        .isInstanceOf(StartupException.class)
        .hasMessageStartingWith("calls.jsonl:3: ")
        .hasMessageContaining(reason);
  }

  @Test
  void shouldSayWhatIsWrongWithTheFileItself(@TempDir Path folder) throws Exception {
    Path latin = Files.write(folder.resolve("latin.jsonl"), new byte[] {'{', (byte) 0xE9, '}'});

    assertThatThrownBy(() -> CallFile.read(folder.resolve("none.jsonl")))
        .hasMessageContaining("none.jsonl: there is no such file");
    assertThatThrownBy(() -> CallFile.read(latin)).hasMessageContaining("UTF-8");
    assertThatThrownBy(() -> CallFile.read(folder)).isInstanceOf(StartupException.class);
    assertThatThrownBy(() -> CallFile.read("empty.jsonl", new StringReader("\n")))
        .hasMessage("empty.jsonl: holds no call");
  }

  @Test
  void shouldReadAllFieldsAndLetOthersBe() {
    String line =
        "{\"interactionId\":\"i\",\"agentId\":\"a\",\"startAtMs\":9,\"x\":1,\"turns\":"
            + "[{\"speaker\":\"customer\",\"text\":\"hi\",\"startMs\":1,\"endMs\":2,"
            + "\"confidence\":0.5,\"label\":\"y\"}]}";

    Call call = CallFile.read("c", new StringReader(line)).getFirst();

    assertThat(call.agentId()).contains("a");
    assertThat(call.startAt()).contains(Duration.ofMillis(9));
    assertThat(call.turns())
        .isEqualTo(
            List.of(
                new Turn(
                    Speaker.CUSTOMER,
                    "hi",
                    java.util.Optional.of(Duration.ofMillis(1)),
                    java.util.Optional.of(Duration.ofMillis(2)),
                    java.util.Optional.of(0.5))));
  }
}
