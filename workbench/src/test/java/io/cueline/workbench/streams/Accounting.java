package io.cueline.workbench.streams;

import static org.assertj.core.api.Assertions.assertThat;

import io.cueline.schemas.Frame;
import io.cueline.schemas.FrameKind;
import io.cueline.schemas.RejectedFrame;
import io.cueline.workbench.report.TopicFollower;
import io.cueline.workbench.tenant.journal.SentFrame;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * What the tenant remembers of what it sent, held against what stands in the topics. Masking keeps
 * a text's length, so a frame is known again by its kind, interaction and length.
 */
final class Accounting {

  /** A frame as both ends can describe it. */
  private record Known(String kind, int length, Instant at) {
    boolean same(Known other) {
      return kind.equals(other.kind) && length == other.length;
    }

    @Override
    public String toString() {
      return kind + "/" + length;
    }
  }

  private record Gap(Instant from, Instant to) {
    boolean holds(Instant at) {
      return !at.isBefore(from) && !at.isAfter(to);
    }
  }

  private final List<SentFrame> sent;
  private final List<TopicFollower.Row<Frame>> frames;
  private final List<RejectedFrame> rejected;

  Accounting(
      List<SentFrame> sent, List<TopicFollower.Row<Frame>> frames, List<RejectedFrame> rejected) {
    this.sent = sent;
    this.frames = new ArrayList<>(frames);
    this.frames.sort(
        java.util.Comparator.<TopicFollower.Row<Frame>>comparingInt(
                row -> row.partition().partition())
            .thenComparingLong(TopicFollower.Row::offset));
    this.rejected = rejected;
  }

  /** Sent = in the topic + rejected, in the order of each interaction. */
  Accounting complete() {
    placesRise();
    Map<String, List<Known>> expected = expected();
    Map<String, List<Known>> written = written();
    assertThat(written.keySet()).isEqualTo(expected.keySet());
    expected.forEach(
        (interaction, known) ->
            assertThat(text(written.getOrDefault(interaction, List.of())))
                .as("frames of %s", interaction)
                .isEqualTo(text(known)));
    assertThat(rejectedLengths()).isEqualTo(malformedLengths());
    return this;
  }

  /**
   * Nothing twice, nothing out of order, and nothing missing but inside a declared gap.
   *
   * @return how many are missing
   */
  int missingOnlyInGaps() {
    placesRise();
    List<Gap> gaps = lostTimes();
    Map<String, List<Known>> written = written();
    int missing = 0;
    for (var entry : expected().entrySet()) {
      List<Known> there = written.getOrDefault(entry.getKey(), List.of());
      int next = 0;
      for (Known known : entry.getValue()) {
        if (next < there.size() && there.get(next).same(known)) {
          next++;
        } else {
          missing++;
          assertThat(gaps)
              .as("%s of %s at %s is missing", known, entry.getKey(), known.at())
              .anyMatch(gap -> gap.holds(known.at()));
        }
      }
      assertThat(next).as("what was never sent of %s", entry.getKey()).isEqualTo(there.size());
    }
    return missing;
  }

  int sentFrames() {
    return sent.size();
  }

  /** Connections of all sources. */
  long epochs() {
    return frames.stream()
        .map(TopicFollower.Row::value)
        .filter(frame -> frame.getKind() == FrameKind.EPOCH)
        .map(frame -> frame.getSource() + " " + frame.getEpoch())
        .distinct()
        .count();
  }

  int gapCount() {
    return gaps().size();
  }

  /** What was lost before a word was ever heard of the source lies before its first epoch. */
  private List<Gap> lostTimes() {
    List<Gap> times = new ArrayList<>(gaps());
    frames.stream()
        .map(TopicFollower.Row::value)
        .filter(frame -> frame.getKind() == FrameKind.EPOCH)
        .map(Frame::getAt)
        .min(java.util.Comparator.naturalOrder())
        .ifPresent(first -> times.add(new Gap(Instant.EPOCH, first)));
    return times;
  }

  private List<Gap> gaps() {
    return frames.stream()
        .map(TopicFollower.Row::value)
        .filter(frame -> frame.getKind() == FrameKind.EPOCH && frame.getGapFrom() != null)
        .map(frame -> new Gap(frame.getGapFrom(), frame.getGapTo()))
        .distinct()
        .toList();
  }

  private Map<String, List<Known>> expected() {
    Map<String, List<Known>> expected = new TreeMap<>();
    for (SentFrame frame : sent) {
      String interaction = frame.interactionId();
      if (interaction != null && !frame.repeated()) {
        expected
            .computeIfAbsent(interaction + " on " + frame.stream(), _ -> new ArrayList<>())
            .addAll(becomes(frame));
      }
    }
    return expected;
  }

  private static List<Known> becomes(SentFrame frame) {
    Known said = new Known("UTTERANCE", frame.textLength(), frame.at());
    return switch (frame.type()) {
      case "TRANSCRIPT_FRAGMENT" -> List.of(new Known("FRAGMENT", frame.textLength(), frame.at()));
      case "DIALOG_STATE" -> List.of(new Known("DIALOG_STATE", 0, frame.at()));
      case "agent_assigned" -> List.of(new Known("ASSIGNMENT", 0, frame.at()));
      case "interaction_ended" -> List.of(new Known("END", 0, frame.at()));
      case "interaction_closed" -> List.of(said, new Known("END", 0, frame.at()));
      default -> List.of(said);
    };
  }

  private Map<String, List<Known>> written() {
    Map<String, List<Known>> written = new TreeMap<>();
    for (TopicFollower.Row<Frame> row : frames) {
      Frame frame = row.value();
      String interaction = frame.getInteractionId();
      if (interaction != null) {
        String text = Objects.requireNonNullElse(frame.getText(), "");
        written
            .computeIfAbsent(interaction + " on " + stream(frame), _ -> new ArrayList<>())
            .add(new Known(kind(frame, text), text.length(), frame.getAt()));
      }
    }
    return written;
  }

  /** What is pushed is of each instance's own source, named after the stream. */
  private static String stream(Frame frame) {
    String source = frame.getSource();
    int at = source.indexOf('@');
    return at < 0 ? source : source.substring(0, at);
  }

  /** The end of a call on a stream that does not decide about it is kept as something else. */
  private static String kind(Frame frame, String text) {
    boolean elsewhere = frame.getKind() == FrameKind.OTHER && text.isEmpty();
    return elsewhere ? FrameKind.END.name() : frame.getKind().name();
  }

  /** Within an epoch each place stands once, and later ones later. */
  private void placesRise() {
    Map<String, Long> last = new HashMap<>();
    for (TopicFollower.Row<Frame> row : frames) {
      Frame frame = row.value();
      if (frame.getInteractionId() != null) {
        String where = row.partition() + "/" + frame.getSource() + "/" + frame.getEpoch();
        Long before = last.put(where, frame.getSeq());
        assertThat(frame.getSeq()).as(where).isGreaterThan(before == null ? -1 : before);
      }
    }
  }

  private List<Long> rejectedLengths() {
    return rejected.stream().map(RejectedFrame::getRawLength).sorted().toList();
  }

  private List<Long> malformedLengths() {
    return sent.stream()
        .filter(frame -> frame.type().equals("malformed"))
        .map(frame -> (long) frame.length())
        .sorted()
        .toList();
  }

  private static List<String> text(List<Known> known) {
    return known.stream().map(Known::toString).toList();
  }
}
