package io.cueline.ingest.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import io.cueline.schemas.FrameKind;
import io.cueline.schemas.Speaker;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TranscriptionDialectTest {

  private static final int LONGEST = 10_000;

  private final FrameDecoder decoder = new FrameDecoder(DialectFile.load("transcription"), LONGEST);

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"type\":\"transcription\",\"text\":\"a\",\"speaker\":\"agent\"}|/interactionId is missing",
        "{\"type\":\"transcription\",\"interactionId\":null,\"text\":\"a\"}|/interactionId is missing",
        "{\"type\":\"transcription\",\"interactionId\":\" \",\"text\":\"a\"}|/interactionId is blank",
        "{\"type\":\"transcription\",\"interactionId\":1.5,\"text\":\"a\"}|/interactionId is number",
        "{\"type\":\"transcription\",\"interactionId\":[1],\"text\":\"a\"}|/interactionId is array",
        "{\"type\":\"transcription\",\"interactionId\":\"i\"}|/text is missing",
        "{\"type\":\"transcription\",\"interactionId\":\"i\",\"text\":7}|/text is number",
        "{\"type\":\"transcription\",\"interactionId\":\"i\",\"text\":\"\",\"isFinal\":\"no\"}|/isFinal is string",
        "{\"type\":\"transcription\",\"interactionId\":\"i\",\"text\":\"\",\"confidence\":93}|/confidence is not",
        "{\"type\":\"transcription\",\"interactionId\":\"i\",\"text\":\"\",\"confidence\":\"1\"}|/confidence is not",
        "{\"type\":\"interaction_ended\"}|/interactionId is missing",
        "{\"type\":\"agent_assigned\",\"interactionId\":\"i\"}|/agentId is missing",
        "{\"type\":\"clock\"}|/at is missing",
        "{\"type\":\"clock\",\"at\":\"now\"}|/at is string",
        "{\"type\":\"clock\",\"at\":1e3}|/at is number",
        "{\"interactionId\":\"i\"}|/type is missing",
        "{\"type\":5}|/type is number",
        "[]|not a JSON object",
        "\"transcription\"|not a JSON object",
        "7|not a JSON object",
        "``|not a JSON object",
        "{\"type\":\"a\",\"type\":\"transcription\"}|a key stands twice",
        "{\"type\":\"a\"} {}|not JSON",
        "{\"type\":\"a\"|not JSON"
      })
  void whatCannotBeReadIsRejectedWithTheReason(String raw, String reason) {
    assertThat(decoder.decode(raw))
        .isInstanceOfSatisfying(
            Reading.Rejected.class, rejected -> assertThat(rejected.reason()).startsWith(reason));
  }

  @Test
  void aReasonNeverQuotesWhatWasSaid() {
    assertThat(decoder.decode("{\"type\":\"transcription\",\"text\":secretword}"))
        .isInstanceOfSatisfying(
            Reading.Rejected.class,
            rejected -> assertThat(rejected.reason()).doesNotContain("secret").contains("column"));
  }

  @Test
  void nestingAndLengthHaveTheirLimits() {
    String deep = "{\"type\":\"x\",\"a\":" + "[".repeat(65) + "]".repeat(65) + "}";
    String longOne = "{\"type\":\"x\",\"a\":\"" + "a".repeat(LONGEST) + "\"}";
    String longNumber = "{\"type\":\"x\",\"a\":" + "1".repeat(101) + "}";
    String longId = frame("\"interactionId\":\"" + "i".repeat(257) + "\",\"text\":\"a\"");

    assertThat(decoder.decode(deep)).isInstanceOf(Reading.Rejected.class);
    assertThat(decoder.decode(longOne)).isInstanceOf(Reading.Rejected.class);
    assertThat(decoder.decode(longNumber)).isInstanceOf(Reading.Rejected.class);
    assertThat(decoder.decode(longId)).isInstanceOf(Reading.Rejected.class);
  }

  @Test
  void bytesMustBeText() {
    assertThat(decoder.decode(new byte[] {'"', (byte) 0xC3, '"'}))
        .isEqualTo(new Reading.Rejected("not UTF-8 text"));
  }

  @Test
  void anUtteranceIsRead() {
    FrameContent content =
        content(
            "{\"type\":\"transcription\",\"isFinal\":false,\"interactionId\":\"i-1\","
                + "\"speaker\":\"customer\",\"text\":\"How do you do?\",\"confidence\":0.93,"
                + "\"unheardOf\":{\"a\":[1,2]}}");

    assertThat(content.kind()).isEqualTo(FrameKind.UTTERANCE);
    assertThat(content.interactionId()).isEqualTo("i-1");
    assertThat(content.speaker()).isEqualTo(Speaker.CUSTOMER);
    assertThat(content.text()).isEqualTo("How do you do?");
    assertThat(content.isFinal()).isFalse();
    assertThat(content.confidence()).isEqualTo(0.93);
  }

  @Test
  void whatIsAbsentHasItsDefault() {
    FrameContent content = content(frame("\"interactionId\":\"i\",\"text\":\"a\""));

    assertThat(content.confidence()).isEqualTo(1);
    assertThat(content.isFinal()).isTrue();
    assertThat(content.speaker()).isEqualTo(Speaker.UNKNOWN);
  }

  @ParameterizedTest
  @CsvSource({
    "agent,AGENT",
    "AGENT,AGENT",
    "Agent ,AGENT",
    "cUsToMeR,CUSTOMER",
    "bot,UNKNOWN",
    "'',UNKNOWN"
  })
  void speakersCompareWithoutCaseAndUnknownOnesAreNoError(String word, Speaker speaker) {
    assertThat(
            content(frame("\"interactionId\":\"i\",\"text\":\"a\",\"speaker\":\"" + word + "\""))
                .speaker())
        .isEqualTo(speaker);
  }

  @Test
  void idsMayBeNumbers() {
    assertThat(
            content(frame("\"interactionId\":12345678901234567890,\"text\":\"a\"")).interactionId())
        .isEqualTo("12345678901234567890");
    assertThat(content("{\"type\":\"agent_assigned\",\"interactionId\":5,\"agentId\":7}"))
        .isEqualTo(FrameContent.assignment("5", "7", null));
  }

  @Test
  void endsAndClocksAreRead() {
    assertThat(content("{\"type\":\"interaction_ended\",\"interactionId\":\"i\"}").kind())
        .isEqualTo(FrameKind.END);
    assertThat(decoder.decode("{\"type\":\"clock\",\"at\":1700000000123}"))
        .isEqualTo(new Reading.Clock(Instant.ofEpochMilli(1_700_000_000_123L)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"subscribed", "Transcription", "heartbeat", ""})
  void anyOtherTypeIsTheTenantsOwnBusiness(String type) {
    assertThat(decoder.decode("{\"type\":\"" + type + "\"}")).isEqualTo(new Reading.Control(type));
  }

  private static String frame(String fields) {
    return "{\"type\":\"transcription\"," + fields + "}";
  }

  private FrameContent content(String raw) {
    return switch (decoder.decode(raw)) {
      case Reading.Decoded(List<FrameContent> contents, Optional<String> _) -> contents.getFirst();
      case Reading other -> throw new AssertionError(raw + " became " + other);
    };
  }
}
