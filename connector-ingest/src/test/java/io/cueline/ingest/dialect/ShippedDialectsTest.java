package io.cueline.ingest.dialect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.cueline.schemas.FrameKind;
import io.cueline.schemas.Speaker;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each dialect but 2a's, which has a test of its own: first what must not pass, then what must. */
class ShippedDialectsTest {

  private static final String DATA =
      "{\"command\":\"MESSAGE\",\"body\":{\"MessageType\":\"Transcript\",\"Data\":{%s}}}";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "assist-stream|{\"type\":\"TRANSCRIPT_FRAGMENT\",\"interactionId\":\"i\"}|/text is missing",
        "assist-stream|{\"type\":\"DIALOG_STATE\",\"interactionId\":\"i\"}|/state is missing",
        "assist-stream|{\"type\":\"INSIGHT_ACCEPTED\",\"interactionId\":\"i\"}|/insightId is missing",
        "assist-stream|{\"text\":\"a\"}|/type is missing",
        "interaction-events|{\"type\":\"interaction\"}|/data/id is missing",
        "interaction-events|{\"type\":\"interaction\",\"data\":{\"id\":1,\"channels\":\"x\"}}|/data/channels/*/transcript leads through something that is no list",
        "interaction-events|{\"type\":\"interaction\",\"data\":{\"id\":1,\"channels\":[{\"transcript\":7}]}}|/data/channels/*/transcript is number",
        "interaction-events|{\"type\":\"interaction\",\"data\":{\"id\":1,\"state\":0,\"channels\":[]}}|/data/state is not a string",
        "stt-push|{\"text\":\"a\"}|/conversationId is missing",
        "stt-push|{\"conversationId\":\"c\"}|/text is missing",
        "stt-push|{\"conversationId\":\"c\",\"text\":\"a\",\"final\":1}|/final is number",
        "stt-push|{\"type\":\"interaction_ended\"}|/interactionId or /conversationId is missing",
        "aah-notifications|{\"command\":\"MESSAGE\",\"body\":{\"MessageType\":\"Transcript\"}}|/body/Data/contactId is missing",
        "aah-notifications|{\"body\":{}}|/body/MessageType or /command or /type is missing",
        "voicegateway|{\"call_id\":\"c\"}|/payload/speech/alternatives/0/transcript or",
        "voicegateway|{\"speech\":{\"alternatives\":[{\"transcript\":\"a\"}]}}|/payload/call_id or /call_id",
        "voicegateway|{\"event\":7}|/event or /type is number"
      })
  void whatCannotBeReadIsRejectedWithTheReason(String dialect, String raw, String reason) {
    assertThat(read(dialect, raw))
        .isInstanceOfSatisfying(
            Reading.Rejected.class, rejected -> assertThat(rejected.reason()).startsWith(reason));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "assist-stream|{\"type\":\"SUBSCRIBED\"}",
        "interaction-events|{\"type\":\"hello\"}",
        "interaction-events|{\"type\":\"interaction\",\"data\":{\"id\":1,\"state\":\"active\",\"channels\":[]}}",
        "interaction-events|{\"type\":\"interaction\",\"data\":{\"id\":1,\"channels\":[{},{\"transcript\":\" \"}]}}",
        "aah-notifications|{\"command\":\"HEARTBEAT_ACK\"}",
        "aah-notifications|{\"command\":\"MESSAGE\",\"body\":{\"MessageType\":\"Summary\"}}",
        "voicegateway|{\"event\":\"DTMF\",\"payload\":{}}"
      })
  void whatSaysNothingOfACallIsTheTenantsOwnBusiness(String dialect, String raw) {
    assertThat(read(dialect, raw)).isInstanceOf(Reading.Control.class);
  }

  @Test
  void everyDialectCanEndACallAndAssignItAndCarryAReplaysClock() {
    for (String dialect : DialectFile.SHIPPED) {
      assertThat(one(dialect, "{\"type\":\"interaction_ended\",\"interactionId\":9}").kind())
          .as(dialect)
          .isEqualTo(FrameKind.END);
      assertThat(one(dialect, "{\"type\":\"agent_assigned\",\"interactionId\":9,\"agentId\":7}"))
          .as(dialect)
          .isEqualTo(FrameContent.assignment("9", "7", null));
      assertThat(read(dialect, "{\"type\":\"clock\",\"at\":5}"))
          .as(dialect)
          .isEqualTo(new Reading.Clock(Instant.ofEpochMilli(5)));
    }
  }

  @Test
  void fragmentsStatesAndFeedbackOfTheAssistStreamAreRead() {
    FrameContent fragment =
        one(
            "assist-stream",
            "{\"type\":\"TRANSCRIPT_FRAGMENT\",\"interactionId\":5,\"text\":\"and then\",\"speaker\":\"Customer\"}");
    assertThat(fragment.kind()).isEqualTo(FrameKind.FRAGMENT);
    assertThat(fragment.interactionId()).isEqualTo("5");
    assertThat(fragment.speaker()).isEqualTo(Speaker.CUSTOMER);
    assertThat(fragment.text()).isEqualTo("and then");

    FrameContent state =
        one(
            "assist-stream",
            "{\"type\":\"DIALOG_STATE\",\"interactionId\":\"i\",\"state\":\"TURN_END\"}");
    assertThat(state.kind()).isEqualTo(FrameKind.DIALOG_STATE);
    assertThat(state.dialogState()).isEqualTo("TURN_END");

    FrameContent accepted =
        one(
            "assist-stream",
            "{\"type\":\"INSIGHT_ACCEPTED\",\"interactionId\":\"i\",\"insightId\":\"k\",\"action\":\"used\"}");
    assertThat(accepted.kind()).isEqualTo(FrameKind.FEEDBACK);
    assertThat(accepted.subjectId()).isEqualTo("k");
    assertThat(accepted.action()).isEqualTo("used");
    assertThat(
            one(
                    "assist-stream",
                    "{\"type\":\"INSIGHT_REJECTED\",\"interactionId\":1,\"insightId\":2}")
                .action())
        .isEqualTo("rejected");
  }

  @Test
  void theTranscriptsOfAllChannelsAreOneCumulativeText() {
    FrameContent content =
        one(
            "interaction-events",
            "{\"type\":\"interaction\",\"data\":{\"id\":\"i\",\"state\":\"Active\",\"channels\":"
                + "[{\"transcript\":\"good morning\"},{\"kind\":\"screen\"},{\"transcript\":\"\"},{\"transcript\":\"hello\"}]}}");

    assertThat(content.kind()).isEqualTo(FrameKind.UTTERANCE);
    assertThat(content.text()).isEqualTo("good morning hello");
    assertThat(content.cumulative()).isTrue();
    assertThat(content.speaker()).isEqualTo(Speaker.UNKNOWN);
  }

  @Test
  void anyOtherStateEndsTheInteractionAfterItsLastWords() {
    String raw =
        "{\"type\":\"interaction\",\"data\":{\"id\":\"i\",\"state\":\"%s\",\"channels\":[%s]}}";

    assertThat(all("interaction-events", raw.formatted("closed", "{\"transcript\":\"bye\"}")))
        .extracting(FrameContent::kind)
        .containsExactly(FrameKind.UTTERANCE, FrameKind.END);
    assertThat(all("interaction-events", raw.formatted("wrap-up", "")))
        .extracting(FrameContent::kind)
        .containsExactly(FrameKind.END);
    assertThat(
            all(
                "interaction-events",
                "{\"type\":\"interaction\",\"data\":{\"id\":\"i\",\"state\":\"ended\"}}"))
        .extracting(FrameContent::kind)
        .containsExactly(FrameKind.END);
  }

  @ParameterizedTest
  @CsvSource({
    "'\"2026-03-01T10:15:30.123456Z\"',2026-03-01T10:15:30.123Z",
    "'\"2026-03-01T10:15:30\"',2026-03-01T10:15:30Z",
    "'\"2026-03-01 10:15:30.5\"',2026-03-01T10:15:30.500Z",
    "'\"2026-03-01T12:15:30+02:00\"',2026-03-01T10:15:30Z",
    "1772360130123,2026-03-01T10:15:30.123Z",
    "1772360130,2026-03-01T10:15:30Z",
    "'\"yesterday\"',",
    "'\"+999999999-12-31T23:59:59Z\"',",
    "1e300,",
    "{},",
    "null,"
  })
  void theTenantsTimeIsKeptWhereItCanBeReadAndNeverAReasonToLoseWords(
      String timestamp, String expected) {
    FrameContent content =
        one(
            "stt-push",
            "{\"conversationId\":\"c\",\"text\":\"a\",\"timestamp\":" + timestamp + "}");

    assertThat(content.spokenAt()).isEqualTo(expected == null ? null : Instant.parse(expected));
  }

  @Test
  void whatIsPushedIsAnUtteranceWhateverElseItHolds() {
    FrameContent content =
        one(
            "stt-push",
            "{\"type\":\"stt\",\"conversationId\":\"c\",\"speaker\":\"AGENT\",\"text\":\"hello\",\"final\":false}");

    assertThat(content.kind()).isEqualTo(FrameKind.UTTERANCE);
    assertThat(content.speaker()).isEqualTo(Speaker.AGENT);
    assertThat(content.isFinal()).isFalse();
    assertThat(content.confidence()).isEqualTo(1);
  }

  @Test
  void aRepeatableFrameTellsItselfFromOthersByItsIdOrTime() {
    assertThat(
            identity("stt-push", "{\"conversationId\":\"c\",\"text\":\"a\",\"timestamp\":\"T1\"}"))
        .contains("T1");
    assertThat(
            identity(
                "stt-push",
                "{\"conversationId\":\"c\",\"text\":\"a\",\"id\":7,\"timestamp\":\"T1\"}"))
        .contains("7");
    assertThat(identity("stt-push", "{\"conversationId\":\"c\",\"text\":\"a\"}")).isEmpty();
    assertThat(
            identity(
                "voicegateway",
                "{\"call_id\":1,\"speech\":{\"alternatives\":[{\"transcript\":\"yes\"}]}}"))
        .isEmpty();
    assertThat(
            identity(
                "transcription",
                "{\"type\":\"transcription\",\"interactionId\":1,\"text\":\"a\",\"timestamp\":\"T\"}"))
        .isEmpty();
  }

  @Test
  void aNotificationIsReadWithItsAgentAndTheMeanOfItsWordsConfidence() {
    FrameContent content =
        one(
            "aah-notifications",
            DATA.formatted(
                "\"transcriptionEventId\":\"e\",\"contactId\":4711,\"agentId\":\"7\",\"participantId\":\"Agent\","
                    + "\"messageBody\":\"how may I help\",\"messageIsCompletedUtterance\":true,\"languageCode\":\"en-US\","
                    + "\"createdtimestamp\":\"2026-03-01T10:15:30Z\",\"words\":[{\"words\":[{\"word\":\"how\",\"confidence\":0.5,"
                    + "\"startTime\":{\"seconds\":1,\"nanos\":0}},{\"word\":\"may\",\"confidence\":1.0}]},{\"words\":[{\"confidence\":0.9}]}]"));

    assertThat(content.interactionId()).isEqualTo("4711");
    assertThat(content.agentId()).isEqualTo("7");
    assertThat(content.speaker()).isEqualTo(Speaker.AGENT);
    assertThat(content.text()).isEqualTo("how may I help");
    assertThat(content.confidence()).isCloseTo(0.8, within(1e-9));
    assertThat(content.language()).isEqualTo("en-US");
    assertThat(content.spokenAt()).isEqualTo(Instant.parse("2026-03-01T10:15:30Z"));
    assertThat(content.isFinal()).isTrue();
    assertThat(
            one("aah-notifications", DATA.formatted("\"contactId\":\"c\",\"messageBody\":\"a\""))
                .confidence())
        .isEqualTo(1);
  }

  @Test
  void aGatewaysBlockIsReadBareAndUnderItsPayload() {
    String speech =
        "\"call_sid\":\"s\",\"call_id\":\"c-1\",\"speech\":{\"language_code\":\"en-US\",\"channel_tag\":%d,"
            + "\"is_final\":true,\"alternatives\":[{\"confidence\":0.96,\"transcript\":\"hello\"},{\"transcript\":\"yellow\"}]}";
    FrameContent bare = one("voicegateway", "{" + speech.formatted(1) + "}");
    FrameContent wrapped =
        one(
            "voicegateway",
            "{\"event\":\"RECOGNIZED_SPEECH\",\"payload\":{" + speech.formatted(1) + "}}");

    assertThat(wrapped).isEqualTo(bare);
    assertThat(bare.interactionId()).isEqualTo("c-1");
    assertThat(bare.speaker()).isEqualTo(Speaker.AGENT);
    assertThat(bare.text()).isEqualTo("hello");
    assertThat(bare.confidence()).isEqualTo(0.96);
    assertThat(bare.language()).isEqualTo("en-US");
    assertThat(one("voicegateway", "{" + speech.formatted(2) + "}").speaker())
        .isEqualTo(Speaker.CUSTOMER);
    assertThat(one("voicegateway", "{" + speech.formatted(3) + "}").speaker())
        .isEqualTo(Speaker.UNKNOWN);
  }

  private static Reading read(String dialect, String raw) {
    return new FrameDecoder(DialectFile.load(dialect), 10_000).decode(raw);
  }

  private static List<FrameContent> all(String dialect, String raw) {
    return decoded(dialect, raw).contents();
  }

  private static Optional<String> identity(String dialect, String raw) {
    return decoded(dialect, raw).identity();
  }

  private static FrameContent one(String dialect, String raw) {
    List<FrameContent> all = all(dialect, raw);
    assertThat(all).hasSize(1);
    return all.getFirst();
  }

  private static Reading.Decoded decoded(String dialect, String raw) {
    return switch (read(dialect, raw)) {
      case Reading.Decoded decoded -> decoded;
      case Reading other -> throw new AssertionError(raw + " became " + other);
    };
  }
}
