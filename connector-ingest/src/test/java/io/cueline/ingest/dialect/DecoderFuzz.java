package io.cueline.ingest.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;

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

  @FuzzTest(maxDuration = "10s")
  void everyFrameIsAnswered(byte[] raw) {
    for (FrameDecoder decoder : DECODERS) {
      Reading reading = decoder.decode(raw);
      switch (reading) {
        case Reading.Decoded decoded -> decoded.contents().forEach(DecoderFuzz::isSound);
        case Reading.Control(String type) -> assertThat(type.length()).isLessThanOrEqualTo(200);
        case Reading.Clock(var at) -> assertThat(at).isNotNull();
        case Reading.Rejected(String reason) ->
            assertThat(reason).isNotBlank().hasSizeLessThan(500);
      }
      assertThat(decoder.decode(raw)).isEqualTo(reading);
      assertThat(asText(decoder, raw, reading)).isEqualTo(reading);
    }
  }

  private static void isSound(FrameContent content) {
    assertThat(content.interactionId()).isNotBlank().hasSizeLessThanOrEqualTo(LONGEST_ID);
    assertThat(content.confidence()).isBetween(0.0, 1.0);
    if (FrameShape.speaks(content.kind())) {
      assertThat(content.text()).isNotNull();
    }
    if (content.spokenAt() != null) {
      assertThat(content.spokenAt().toEpochMilli()).isNotNegative();
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
