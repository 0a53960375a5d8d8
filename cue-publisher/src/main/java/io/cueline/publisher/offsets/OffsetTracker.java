package io.cueline.publisher.offsets;

import java.util.TreeSet;

/**
 * What of one partition is finished. Records are taken in rising order and finish in any; what may
 * be committed is the first unfinished one's offset, with the finished ones behind it. Not
 * thread-safe.
 */
public final class OffsetTracker {

  private final TreeSet<Long> unfinished = new TreeSet<>();
  private final FinishedOffsets restored;

  /** The offset behind the last record taken. */
  private long next;

  /**
   * @param position where reading begins: the committed offset
   * @param restored what an earlier owner had finished beyond it
   */
  public OffsetTracker(long position, FinishedOffsets restored) {
    this.next = position;
    this.restored = restored.from(position);
  }

  /**
   * Takes a record in.
   *
   * @return false when an earlier owner finished it, so that there is nothing to do
   * @throws IllegalArgumentException when the offset does not rise
   */
  public boolean take(long offset) {
    if (offset < next) {
      throw new IllegalArgumentException("offset %d after %d".formatted(offset, next - 1));
    }
    next = offset + 1;
    return !restored.contains(offset) && unfinished.add(offset);
  }

  /**
   * @return false when the record was not taken here or is finished already
   */
  public boolean finish(long offset) {
    return unfinished.remove(offset);
  }

  /** How many records were taken and are not finished. */
  public int unfinished() {
    return unfinished.size();
  }

  public CommitPoint commitPoint() {
    FinishedOffsets.Builder finished = new FinishedOffsets.Builder();
    long committable = unfinished.isEmpty() ? next : unfinished.first();
    long at = committable;
    for (long offset : unfinished) {
      finished.add(at, offset - 1);
      at = offset + 1;
    }
    if (!unfinished.isEmpty()) {
      finished.add(at, next - 1);
    }
    restored.from(next).ranges().forEach(range -> finished.add(range.first(), range.last()));
    FinishedOffsets beyond = finished.build();
    if (unfinished.isEmpty() && beyond.contains(committable)) {
      committable = beyond.ranges().getFirst().last() + 1;
      beyond = beyond.from(committable);
    }
    return new CommitPoint(committable, beyond);
  }
}
