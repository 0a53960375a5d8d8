package io.cueline.ingest.support;

import static org.assertj.core.api.Assertions.assertThat;

import io.cueline.schemas.Frame;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What decides in a log that several owners wrote one after the other. */
public final class Ownerships {

  /** From the tenant's saying it to our reading it, on a busy machine. */
  private static final Duration ON_ITS_WAY = Duration.ofMillis(500);

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

  /** The longest time that nobody read, as it is declared. */
  public Duration longestGap(String source) {
    return epochs(source).stream()
        .filter(epoch -> epoch.getGapFrom() != null)
        .map(epoch -> Duration.between(epoch.getGapFrom(), epoch.getGapTo()))
        .max(Comparator.naturalOrder())
        .orElse(Duration.ZERO);
  }

  /**
   * Everything a flow has said up to the last that was read is there, once and in its order, but
   * for what was said in a declared gap.
   *
   * @return how many are missing, in gaps
   */
  public long nothingIsMissingButInGaps(String source, Flow flow) {
    Map<Long, List<Frame>> read =
        deciding.content().stream()
            .filter(frame -> frame.getSource().equals(source))
            .collect(Collectors.groupingBy(Frame::getEpoch, TreeMap::new, Collectors.toList()));
    long next = 0;
    long missing = 0;
    for (Map.Entry<Long, List<Frame>> epoch : read.entrySet()) {
      List<Frame> frames = epoch.getValue();
      long offset = number(frames.getFirst()) - frames.getFirst().getSeq();
      for (Frame frame : frames) {
        assertThat(number(frame) - frame.getSeq()).as("read in order, once").isEqualTo(offset);
        assertThat(number(frame)).as("nothing twice").isGreaterThanOrEqualTo(next);
        for (long lost = next; lost < number(frame); lost++) {
          saidInAGap(lost, source, flow.saidAt(lost));
          missing++;
        }
        next = number(frame) + 1;
      }
    }
    return missing;
  }

  private void saidInAGap(long number, String source, Instant at) {
    assertThat(epochs(source))
        .as("%d, said at %s, is missing and lies in a gap", number, at)
        .anyMatch(
            epoch ->
                epoch.getGapFrom() != null
                    && !at.isBefore(epoch.getGapFrom().minus(ON_ITS_WAY))
                    && !at.isAfter(epoch.getGapTo().plus(ON_ITS_WAY)));
  }

  private static long number(Frame frame) {
    String text = String.valueOf(frame.getText());
    return Long.parseLong(text.substring(text.lastIndexOf(' ') + 1));
  }
}
