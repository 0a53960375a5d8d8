package io.cueline.ingest.support;

import static org.assertj.core.api.Assertions.assertThat;

import io.cueline.schemas.Frame;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What decides in a log that several owners wrote one after the other. */
public final class Ownerships {

  private final FrameOracle deciding;
  private final int older;

  Ownerships(FrameOracle deciding, int older) {
    this.deciding = deciding;
    this.older = older;
  }

  /** How many records a replaced owner wrote behind its successor's first. */
  public int older() {
    return older;
  }

  public List<Frame> epochs(String source) {
    return deciding.epochs(source);
  }

  /** The numbers of a {@link Flow}'s utterances, as they count. */
  public List<Long> numbers(String source) {
    return deciding.content().stream()
        .filter(frame -> frame.getSource().equals(source))
        .map(Ownerships::number)
        .toList();
  }

  /**
   * Everything a flow has said up to the last that was read is there, once and in its order, but
   * for what lies in a declared gap: between the last of one epoch and the first of the next, or,
   * where an owner was killed, behind the beginning of the gap.
   *
   * @return how many are missing, in gaps
   */
  public long nothingIsMissingButInGaps(String source) {
    Map<Long, Frame> epochs =
        deciding.epochs(source).stream().collect(Collectors.toMap(Frame::getEpoch, each -> each));
    Map<Long, List<Frame>> read =
        deciding.content().stream()
            .filter(frame -> frame.getSource().equals(source))
            .collect(Collectors.groupingBy(Frame::getEpoch, TreeMap::new, Collectors.toList()));
    long next = 0;
    long missing = 0;
    for (Map.Entry<Long, List<Frame>> epoch : read.entrySet()) {
      Optional<Instant> gap =
          epochs.entrySet().stream()
              .filter(each -> each.getKey() > epoch.getKey())
              .min(Map.Entry.comparingByKey())
              .map(each -> each.getValue().getGapFrom());
      Frame first = epoch.getValue().getFirst();
      long offset = number(first) - first.getSeq();
      assertThat(offset).as("%s/%d goes on", source, epoch.getKey()).isGreaterThanOrEqualTo(next);
      boolean declared = epoch.getKey() > 1 || next == 0;
      assertThat(offset == next || declared).as("%d has a gap", epoch.getKey()).isTrue();
      missing += offset - next + inOneEpoch(epoch.getValue(), offset, gap);
      next = number(epoch.getValue().getLast()) + 1;
    }
    return missing;
  }

  private static long inOneEpoch(List<Frame> frames, long offset, Optional<Instant> gap) {
    long expected = 0;
    long missing = 0;
    for (Frame frame : frames) {
      assertThat(number(frame) - frame.getSeq()).as("read and written in order").isEqualTo(offset);
      if (frame.getSeq() != expected) {
        // Of what was on its way when its writer was killed, another partition's part is missing.
        assertThat(gap).as("a place is empty in the last epoch").isPresent();
        assertThat(frame.getAt()).isAfterOrEqualTo(gap.orElseThrow());
      }
      missing += frame.getSeq() - expected;
      expected = frame.getSeq() + 1;
    }
    return missing;
  }

  private static long number(Frame frame) {
    String text = String.valueOf(frame.getText());
    return Long.parseLong(text.substring(text.lastIndexOf(' ') + 1));
  }
}
