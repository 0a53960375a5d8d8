package io.cueline.ingest.support;

import static org.assertj.core.api.Assertions.assertThat;

import io.cueline.schemas.Frame;
import io.cueline.schemas.FrameKind;
import io.cueline.schemas.RejectedFrame;
import io.cueline.schemas.topic.InteractionPartitioner;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.LongStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * What ingest guarantees, checked on what it wrote, whatever happened to it: design 3 and 8. Made
 * of all records of {@code transcript-frames} and {@code rejected-frames}.
 */
public final class FrameOracle {

  private final List<ConsumerRecord<String, Frame>> frames;
  private final List<ConsumerRecord<String, RejectedFrame>> rejected;
  private final int partitions;

  public FrameOracle(
      List<ConsumerRecord<String, Frame>> frames,
      List<ConsumerRecord<String, RejectedFrame>> rejected,
      int partitions) {
    this.frames = frames;
    this.rejected = rejected;
    this.partitions = partitions;
  }

  /** All that must hold of any log. */
  public FrameOracle holds() {
    placesAreGaplessAndUsedOnce();
    timeNeverGoesBack();
    nothingFollowsTheTickThatPromisedIt();
    marksStandEverywhere();
    interactionsStandInOrder();
    epochsBeginWithTheirFrame();
    return this;
  }

  /**
   * All that must hold of a log whose writers were killed or put to sleep: an epoch may break off,
   * and what a replaced owner still wrote may stand behind its successor's, where it decides
   * nothing.
   */
  public Ownerships acrossOwners() {
    List<ConsumerRecord<String, Frame>> deciding = new java.util.ArrayList<>();
    Map<String, Long> current = new HashMap<>();
    for (ConsumerRecord<String, Frame> row : frames) {
      Frame frame = row.value();
      String where = row.partition() + frame.getSource();
      if (frame.getKind() == FrameKind.EPOCH) {
        current.merge(where, frame.getEpoch(), Math::max);
      }
      long epoch = current.getOrDefault(where, 0L);
      assertThat(frame.getEpoch()).as("an epoch begins with its frame").isLessThanOrEqualTo(epoch);
      if (frame.getEpoch() == epoch) {
        deciding.add(row);
      }
    }
    FrameOracle decides = new FrameOracle(deciding, rejected, partitions);
    decides.timeNeverGoesBack();
    decides.nothingFollowsTheTickThatPromisedIt();
    decides.interactionsStandInOrder();
    decides.epochsBeginWithTheirFrame();
    assertThat(decides.rejected()).isEmpty();
    return new Ownerships(decides, frames.size() - deciding.size());
  }

  /** The frames of interactions, in the order of their places. */
  public List<Frame> content() {
    return frames.stream()
        .map(ConsumerRecord::value)
        .filter(frame -> !ofSource(frame))
        .sorted(
            java.util.Comparator.comparing(Frame::getSource)
                .thenComparingLong(Frame::getEpoch)
                .thenComparingLong(Frame::getSeq))
        .toList();
  }

  /** The epoch frames of a source as they stand in the first partition. */
  public List<Frame> epochs(String source) {
    return marks(source, FrameKind.EPOCH);
  }

  public List<Frame> ticks(String source) {
    return marks(source, FrameKind.TICK);
  }

  public List<RejectedFrame> rejected() {
    return rejected.stream().map(ConsumerRecord::value).toList();
  }

  /** Nothing that was sent is unaccounted for. */
  public void accountsFor(int sent) {
    assertThat(content().size() + rejected.size()).as("sent = topic + rejected").isEqualTo(sent);
  }

  private List<Frame> marks(String source, FrameKind kind) {
    return frames.stream()
        .filter(row -> row.partition() == 0)
        .map(ConsumerRecord::value)
        .filter(frame -> frame.getKind() == kind && frame.getSource().equals(source))
        .toList();
  }

  private static boolean ofSource(Frame frame) {
    return frame.getKind() == FrameKind.TICK || frame.getKind() == FrameKind.EPOCH;
  }

  private void placesAreGaplessAndUsedOnce() {
    Map<String, TreeSet<Long>> places = new TreeMap<>();
    for (Frame frame : content()) {
      String epoch = frame.getSource() + "/" + frame.getEpoch();
      assertThat(places.computeIfAbsent(epoch, _ -> new TreeSet<>()).add(frame.getSeq()))
          .as("%s/%d stands once", epoch, frame.getSeq())
          .isTrue();
    }
    places.forEach(
        (epoch, seqs) ->
            assertThat(seqs)
                .as(epoch)
                .containsExactlyElementsOf(LongStream.range(0, seqs.size()).boxed().toList()));
  }

  private void timeNeverGoesBack() {
    Map<String, Instant> last = new HashMap<>();
    for (ConsumerRecord<String, Frame> row : frames) {
      Frame frame = row.value();
      assertThat(row.timestamp()).isEqualTo(frame.getAt().toEpochMilli());
      Instant before = last.put(row.partition() + frame.getSource(), frame.getAt());
      assertThat(frame.getAt()).isAfterOrEqualTo(before == null ? Instant.EPOCH : before);
    }
  }

  private void nothingFollowsTheTickThatPromisedIt() {
    Map<String, Instant> promised = new HashMap<>();
    for (ConsumerRecord<String, Frame> row : frames) {
      Frame frame = row.value();
      String where = row.partition() + frame.getSource();
      Instant readUpTo = promised.getOrDefault(where, Instant.EPOCH);
      assertThat(frame.getAt()).as("behind a tick").isAfterOrEqualTo(readUpTo);
      if (frame.getKind() == FrameKind.TICK) {
        promised.put(where, frame.getReadUpTo());
      }
    }
  }

  private void marksStandEverywhere() {
    Map<Frame, Set<Integer>> seen = new HashMap<>();
    for (ConsumerRecord<String, Frame> row : frames) {
      if (ofSource(row.value())) {
        assertThat(row.key()).isEqualTo(row.value().getSource());
        seen.computeIfAbsent(row.value(), _ -> new HashSet<>()).add(row.partition());
      }
    }
    seen.forEach((mark, where) -> assertThat(where).as("%s", mark).hasSize(partitions));
  }

  private void interactionsStandInOrder() {
    Map<String, Frame> last = new HashMap<>();
    for (ConsumerRecord<String, Frame> row : frames) {
      Frame frame = row.value();
      if (!ofSource(frame)) {
        String id = frame.getInteractionId();
        assertThat(row.key()).isEqualTo(id);
        assertThat(row.partition()).isEqualTo(InteractionPartitioner.partition(id, partitions));
        Frame before = last.put(id + "\n" + frame.getSource(), frame);
        if (before != null && before.getEpoch() == frame.getEpoch()) {
          assertThat(frame.getSeq()).isGreaterThan(before.getSeq());
        }
      }
    }
  }

  private void epochsBeginWithTheirFrame() {
    Map<String, Long> current = new HashMap<>();
    for (ConsumerRecord<String, Frame> row : frames) {
      Frame frame = row.value();
      String where = row.partition() + frame.getSource();
      long epoch = current.getOrDefault(where, 0L);
      if (frame.getKind() == FrameKind.EPOCH) {
        assertThat(frame.getEpoch()).isGreaterThan(epoch);
        current.put(where, frame.getEpoch());
      } else {
        assertThat(frame.getEpoch()).isEqualTo(epoch);
      }
    }
  }
}
