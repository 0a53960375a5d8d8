package io.cueline.workbench.tenant.faults;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * How the next answers on a path shall go wrong.
 *
 * @param target a call's name ({@code token}, {@code prompts}, {@code cues}, {@code insights},
 *     {@code knowledge-list}), {@code stream} for every stream's handshake or one stream's name, or
 *     a path, or the beginning of paths followed by {@code *}
 * @param times how many answers, at least 1
 * @param status what to answer instead; empty answers as ever, after the delay
 * @param retryAfter sent along, in whole seconds
 * @param asDate the wait as an HTTP date instead
 * @param delay before the answer
 */
public record AnswerFault(
    String target,
    int times,
    OptionalInt status,
    Optional<Duration> retryAfter,
    boolean asDate,
    Duration delay) {

  public AnswerFault {
    require(!target.isBlank(), "target is blank");
    require(times >= 1, "times must be at least 1");
    require(
        status.isEmpty() || (status.getAsInt() >= 400 && status.getAsInt() <= 599),
        "status must lie between 400 and 599");
    require(retryAfter.isEmpty() || !retryAfter.get().isNegative(), "retryAfter is negative");
    require(!delay.isNegative(), "delay is negative");
    require(status.isPresent() || !delay.isZero(), "a fault needs a status or a delay");
  }

  /** The next answers carry this status. */
  public static AnswerFault status(String target, int times, int status) {
    return new AnswerFault(
        target, times, OptionalInt.of(status), Optional.empty(), false, Duration.ZERO);
  }

  /** The next answers are 429 with {@code Retry-After}. */
  public static AnswerFault tooMany(String target, int times, Duration retryAfter) {
    return new AnswerFault(
        target, times, OptionalInt.of(429), Optional.of(retryAfter), false, Duration.ZERO);
  }

  /** The next answers come late. */
  public static AnswerFault slow(String target, int times, Duration delay) {
    return new AnswerFault(target, times, OptionalInt.empty(), Optional.empty(), false, delay);
  }

  boolean hits(String name, String path) {
    if (target.endsWith("*")) {
      return path.startsWith(target.substring(0, target.length() - 1));
    }
    return target.equals(name) || target.equals(path);
  }

  private static void require(boolean holds, String otherwise) {
    if (!holds) {
      throw new IllegalArgumentException(otherwise);
    }
  }
}
