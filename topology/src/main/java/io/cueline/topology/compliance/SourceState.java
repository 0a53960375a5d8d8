package io.cueline.topology.compliance;

import io.cueline.schemas.Frame;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What is known of a source: its connection and the gaps in what it heard. Immutable.
 *
 * @param epoch its newest connection
 * @param listeningSince since when it has listened without losing anything; empty where that was
 *     before the log begins
 * @param announcesStart its dialect says when a call begins
 * @param gaps oldest first, bounded
 */
public record SourceState(
    long epoch, Optional<Instant> listeningSince, boolean announcesStart, List<Gap> gaps) {

  /** Beyond this, the two oldest gaps become one: more is held lost, never less. */
  static final int MAX_GAPS = 256;

  /**
   * A time in which nothing was read.
   *
   * @param epoch the connection that ended it
   */
  public record Gap(long epoch, Instant from, Instant to) {}

  public SourceState {
    gaps = List.copyOf(gaps);
  }

  /**
   * The source after one of its frames.
   *
   * @return empty where the frame says nothing new of it
   */
  public static Optional<SourceState> after(Optional<SourceState> before, Frame frame) {
    if (before.isPresent() && frame.getEpoch() <= before.get().epoch) {
      return Optional.empty();
    }
    return switch (frame.getKind()) {
      case EPOCH -> Optional.of(connected(before, frame));
      case TICK -> Optional.empty();
      // Its epoch frame has left the log, or never came: then what was lost is not known.
      case UTTERANCE, FRAGMENT, DIALOG_STATE, FEEDBACK, ASSIGNMENT, END, OTHER ->
          Optional.of(
              new SourceState(
                  frame.getEpoch(),
                  before.map(ignored -> frame.getAt()),
                  before.map(SourceState::announcesStart).orElse(false),
                  before
                      .map(known -> known.with(frame.getEpoch(), frame.getAt(), frame.getAt()))
                      .orElse(List.of())));
    };
  }

  private static SourceState connected(Optional<SourceState> before, Frame frame) {
    boolean lost = frame.getGapFrom() != null && frame.getGapTo() != null;
    List<Gap> gaps = before.map(SourceState::gaps).orElse(List.of());
    if (frame.getGapFrom() != null && frame.getGapTo() != null && before.isPresent()) {
      gaps = before.get().with(frame.getEpoch(), frame.getGapFrom(), frame.getGapTo());
    }
    Optional<Instant> since =
        lost || before.isEmpty()
            ? Optional.of(frame.getAt())
            : before.flatMap(SourceState::listeningSince);
    return new SourceState(frame.getEpoch(), since, frame.getAnnouncesStart(), gaps);
  }

  private List<Gap> with(long newer, Instant from, Instant to) {
    List<Gap> more = new ArrayList<>(gaps);
    more.add(new Gap(newer, from, to));
    if (more.size() > MAX_GAPS) {
      Gap oldest = more.removeFirst();
      Gap next = more.removeFirst();
      more.addFirst(new Gap(next.epoch, oldest.from, next.to));
    }
    return more;
  }

  /** The gaps that ended with a newer connection than this one, oldest first. */
  List<Gap> gapsSince(long seen) {
    if (gaps.isEmpty() || gaps.getLast().epoch <= seen) {
      return List.of();
    }
    return gaps.stream().filter(gap -> gap.epoch > seen).toList();
  }
}
