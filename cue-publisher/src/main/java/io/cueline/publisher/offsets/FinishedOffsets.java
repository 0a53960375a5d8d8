package io.cueline.publisher.offsets;

import java.util.ArrayList;
import java.util.List;

/**
 * A set of offsets as ranges in rising order, none touching the next. Immutable.
 *
 * <p>Offsets that hold no record (transaction markers, what compaction removed) may count as
 * finished or not: nobody will ever ask for them.
 */
public record FinishedOffsets(List<Range> ranges) {

  public static final FinishedOffsets NONE = new FinishedOffsets(List.of());

  /** Both ends included. */
  public record Range(long first, long last) {

    public Range {
      if (first < 0 || last < first) {
        throw new IllegalArgumentException("no range: %d to %d".formatted(first, last));
      }
    }

    public long length() {
      return last - first + 1;
    }
  }

  public FinishedOffsets {
    ranges = List.copyOf(ranges);
    for (int i = 1; i < ranges.size(); i++) {
      if (ranges.get(i).first() <= ranges.get(i - 1).last() + 1) {
        throw new IllegalArgumentException("ranges out of order: " + ranges);
      }
    }
  }

  public boolean contains(long offset) {
    int low = 0;
    int high = ranges.size() - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      Range range = ranges.get(middle);
      if (offset < range.first()) {
        high = middle - 1;
      } else if (offset > range.last()) {
        low = middle + 1;
      } else {
        return true;
      }
    }
    return false;
  }

  public boolean isEmpty() {
    return ranges.isEmpty();
  }

  /** How many offsets it holds. */
  public long size() {
    return ranges.stream().mapToLong(Range::length).sum();
  }

  /** The part at and above an offset. */
  public FinishedOffsets from(long offset) {
    List<Range> kept = new ArrayList<>();
    for (Range range : ranges) {
      if (range.last() >= offset) {
        kept.add(new Range(Math.max(offset, range.first()), range.last()));
      }
    }
    return new FinishedOffsets(kept);
  }

  /** Collects ranges in rising order and joins those that touch. */
  static final class Builder {

    private final List<Range> ranges = new ArrayList<>();

    Builder add(long first, long last) {
      if (last < first) {
        return this;
      }
      int end = ranges.size() - 1;
      if (end >= 0 && first <= ranges.get(end).last() + 1) {
        Range before = ranges.get(end);
        ranges.set(end, new Range(before.first(), Math.max(before.last(), last)));
      } else {
        ranges.add(new Range(first, last));
      }
      return this;
    }

    FinishedOffsets build() {
      return new FinishedOffsets(ranges);
    }
  }
}
