package io.cueline.ingest.dialect;

import com.code_intelligence.jazzer.junit.DictionaryEntries;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * Looks for bytes that make the decoder throw, or let through what nobody behind it expects. Guided
 * by which of its branches are reached; runs for a bounded time in every build, in a JVM of its
 * own.
 */
class DecoderFuzz {

  private static final int LONGEST = 100_000;
  private static final int LONGEST_ID = 256;

  private static final List<FrameDecoder> DECODERS =
      DialectFile.SHIPPED.stream()
          .map(name -> new FrameDecoder(DialectFile.load(name), LONGEST))
          .toList();

  private static final Pattern VALUE = Pattern.compile(":(\"[^\"]*\"|true|[0-9.]+)");

  private static final List<String> FRAMES =
      List.of(
          "{\"type\":\"transcription\",\"isFinal\":true,\"interactionId\":\"i\",\"speaker\":\"agent\",\"text\":\"a\",\"confidence\":0.9}",
          "{\"type\":\"INSIGHT_ACCEPTED\",\"interactionId\":1,\"insightId\":\"k\",\"action\":\"used\"}",
          "{\"type\":\"interaction\",\"data\":{\"id\":\"i\",\"state\":\"active\",\"channels\":[{\"transcript\":\"a\"}]}}",
          "{\"conversationId\":\"c\",\"text\":\"hi\",\"final\":true,\"timestamp\":\"2026-03-01T10:15:30Z\"}",
          "{\"body\":{\"MessageType\":\"Transcript\",\"Data\":{\"contactId\":1,\"messageBody\":\"a\",\"words\":[{\"words\":[{\"confidence\":0.5}]}]}}}",
          "{\"call_id\":\"c\",\"speech\":{\"channel_tag\":1,\"alternatives\":[{\"transcript\":\"a\"}]}}",
          "{\"type\":\"clock\",\"at\":1700000000000}");

  @FuzzTest(maxDuration = "10s")
  @DictionaryEntries({
    "\" \"",
    "\"\"",
    "null",
    "true",
    "{}",
    "[]",
    "[{}]",
    "1e999",
    "-1",
    "1.5",
    "\"interactionId\":\" \"",
    "\\u0000"
  })
  void everyFrameIsAnswered(byte[] raw) {
    answered(raw);
    if (raw.length > 1) {
      answered(sound(raw));
    }
  }

  /** A sound frame with one value of it replaced: what stands there is read, not only parsed. */
  private static byte[] sound(byte[] raw) {
    String frame = FRAMES.get(Byte.toUnsignedInt(raw[0]) % FRAMES.size());
    List<MatchResult> values = VALUE.matcher(frame).results().toList();
    MatchResult value = values.get(Byte.toUnsignedInt(raw[1]) % values.size());
    String other = new String(raw, 2, raw.length - 2, StandardCharsets.UTF_8);
    String made = frame.substring(0, value.start(1)) + other + frame.substring(value.end(1));
    return made.getBytes(StandardCharsets.UTF_8);
  }

  private static void answered(byte[] raw) {
    for (FrameDecoder decoder : DECODERS) {
      Reading reading = decoder.decode(raw);
      switch (reading) {
        case Reading.Decoded decoded -> decoded.contents().forEach(DecoderFuzz::isSound);
        case Reading.Control(String type) -> require(type.length() <= 200, "a type has an end");
        case Reading.Clock(var at) -> require(at.getEpochSecond() < Long.MAX_VALUE, "a time");
        case Reading.Rejected(String reason) ->
            require(!reason.isBlank() && reason.length() < 500, "a reason can be read");
      }
    }
    Reading first = DECODERS.getFirst().decode(raw);
    require(first.equals(asText(DECODERS.getFirst(), raw, first)), "bytes or text, all the same");
  }

  private static void isSound(FrameContent content) {
    String id = content.interactionId();
    require(!id.isBlank() && id.length() <= LONGEST_ID, "an id is one");
    require(content.confidence() >= 0 && content.confidence() <= 1, "confidence has its range");
    require(!FrameShape.speaks(content.kind()) || content.text() != null, "words are there");
    require(
        content.spokenAt() == null || content.spokenAt().toEpochMilli() >= 0,
        "a time has its range");
  }

  /** Plain, as it is asked thousands of times a second. */
  private static void require(boolean holds, String what) {
    if (!holds) {
      throw new AssertionError(what);
    }
  }

  /** As a WebSocket hands it over; the same where the bytes are text at all. */
  private static Reading asText(FrameDecoder decoder, byte[] raw, Reading reading) {
    try {
      return decoder.decode(
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(raw)).toString());
    } catch (CharacterCodingException notText) {
      return reading;
    }
  }
}
