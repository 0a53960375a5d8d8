package io.cueline.workbench.tenant.calls;

import java.time.Duration;
import java.util.Optional;

/**
 * What one side said in one go.
 *
 * @param start from the start of the call; empty lets the plan choose
 * @param end from the start of the call, not before {@code start}
 * @param confidence the recogniser's, 0 to 1; empty where it gives none
 */
public record Turn(
    Speaker speaker,
    String text,
    Optional<Duration> start,
    Optional<Duration> end,
    Optional<Double> confidence) {

  public Turn {
    require(start.isEmpty() || !start.get().isNegative(), "startMs lies before the call");
    require(end.isEmpty() || !end.get().isNegative(), "endMs lies before the call");
    require(
        start.isEmpty() || end.isEmpty() || end.get().compareTo(start.get()) >= 0,
        "endMs lies before startMs");
    require(
        confidence.isEmpty() || (confidence.get() >= 0 && confidence.get() <= 1),
        "confidence must lie between 0 and 1");
  }

  /** A turn without times of its own. */
  public static Turn of(Speaker speaker, String text) {
    return new Turn(speaker, text, Optional.empty(), Optional.empty(), Optional.empty());
  }

  /** The moment a recogniser has all of it, if the file says so. */
  Optional<Duration> heard() {
    return end.or(() -> start);
  }

  private static void require(boolean holds, String otherwise) {
    if (!holds) {
      throw new IllegalArgumentException(otherwise);
    }
  }
}
