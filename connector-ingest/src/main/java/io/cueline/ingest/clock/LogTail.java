package io.cueline.ingest.clock;

import java.time.Instant;
import java.util.Optional;

/**
 * What the log holds of a source when ingest starts.
 *
 * @param epoch the last one found in any partition, 0 if there is none
 * @param latest the latest stamp of the source in any partition
 * @param readUpTo up to here everything that was read stands in every partition; empty where a
 *     partition says nothing of it
 */
public record LogTail(long epoch, Instant latest, Optional<Instant> readUpTo) {

  /** A source that nobody has written yet. */
  public static final LogTail NONE = new LogTail(0, Instant.EPOCH, Optional.empty());

  public LogTail {
    if (epoch < 0) {
      throw new IllegalArgumentException("epochs are counted from 1");
    }
  }
}
