package io.cueline.publisher.offsets;

/**
 * What is worth committing for a partition.
 *
 * @param offset the first unfinished record's, or where to read on when all are finished
 * @param beyond what is finished behind it
 */
public record CommitPoint(long offset, FinishedOffsets beyond) {

  public CommitPoint {
    if (offset < 0) {
      throw new IllegalArgumentException("offset must not be negative, got " + offset);
    }
  }
}
