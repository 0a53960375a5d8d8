package io.cueline.workbench.cli.dialects;

import io.cueline.ingest.dialect.FrameContent;
import io.cueline.ingest.dialect.FrameDecoder;
import io.cueline.ingest.dialect.Reading;
import io.cueline.ingest.masking.Masker;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a sample frame becomes.
 *
 * @param line in its file, from 1
 * @param repeats the line of the same frame before it, which is why it is dropped
 */
record Sample(int line, Reading reading, Optional<Integer> repeats) {

  /** By what a frame that comes again is known. */
  private record Known(FrameContent content, String identity) {}

  boolean isRejected() {
    return reading instanceof Reading.Rejected;
  }

  /** Of JSON lines; blank ones are none. The words are masked, as they are before Kafka. */
  static List<Sample> read(byte[] lines, FrameDecoder decoder) {
    List<Sample> samples = new ArrayList<>();
    Map<Known, Integer> known = new HashMap<>();
    int line = 0;
    int from = 0;
    while (from < lines.length) {
      int to = end(lines, from);
      line++;
      byte[] raw = java.util.Arrays.copyOfRange(lines, from, to);
      from = to + 1;
      if (new String(raw, StandardCharsets.ISO_8859_1).isBlank()) {
        continue;
      }
      samples.add(sample(line, decoder.decode(raw), known));
    }
    return samples;
  }

  private static Sample sample(int line, Reading reading, Map<Known, Integer> known) {
    return switch (reading) {
      case Reading.Decoded(List<FrameContent> contents, Optional<String> identity) -> {
        Reading masked =
            new Reading.Decoded(contents.stream().map(Sample::masked).toList(), identity);
        Optional<Integer> before =
            identity.map(id -> known.putIfAbsent(new Known(contents.getFirst(), id), line));
        yield new Sample(line, masked, before);
      }
      case Reading.Control _, Reading.Clock _, Reading.Rejected _ ->
          new Sample(line, reading, Optional.empty());
    };
  }

  private static FrameContent masked(FrameContent content) {
    String text = content.text();
    return text == null ? content : content.withText(Masker.mask(text));
  }

  private static int end(byte[] lines, int from) {
    int to = from;
    while (to < lines.length && lines[to] != '\n') {
      to++;
    }
    return to;
  }
}
