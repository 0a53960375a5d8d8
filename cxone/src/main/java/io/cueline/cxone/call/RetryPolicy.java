package io.cueline.cxone.call;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * Whether and when to try again, by attempt number and outcome. Pure but for the random it is
 * given.
 *
 * <p>Pauses double from {@code first} up to {@code longest}; of each, the share {@code jitter} is
 * drawn at random, so that many who failed together do not return together. A wait that the tenant
 * asked for is honoured whatever its length.
 *
 * @param attempts in all, the first included; at least 1
 * @param first pause after the first failure
 * @param longest pause of our own choosing
 * @param jitter 0 to 1
 */
public record RetryPolicy(int attempts, Duration first, Duration longest, double jitter) {

  /** Three attempts; 1 s, 2 s, 4 s … at most 10 s. */
  public static final RetryPolicy DEFAULT =
      new RetryPolicy(3, Duration.ofSeconds(1), Duration.ofSeconds(10), 0.5);

  public RetryPolicy {
    if (attempts < 1) {
      throw new IllegalArgumentException("attempts must be at least 1, got " + attempts);
    }
    if (!first.isPositive() || longest.compareTo(first) < 0) {
      throw new IllegalArgumentException("the first pause must be above 0 and within the longest");
    }
    if (!(jitter >= 0 && jitter <= 1)) {
      throw new IllegalArgumentException("jitter must be from 0 to 1, got " + jitter);
    }
  }

  /** What to do after an attempt. */
  public sealed interface Decision {

    /** It is done: delivered, or nothing new. */
    record Done() implements Decision {}

    /** Try again after a pause. */
    record Again(Duration after) implements Decision {}

    /** Never again; the reason is for people. */
    record GiveUp(String reason) implements Decision {}
  }

  public RetryPolicy withAttempts(int newAttempts) {
    return new RetryPolicy(newAttempts, first, longest, jitter);
  }

  /**
   * @param attempt how many attempts have been made, the one with this outcome included; from 1
   */
  public Decision next(int attempt, Outcome outcome, RandomGenerator random) {
    return switch (outcome) {
      case Outcome.Delivered _, Outcome.NotModified _ -> new Decision.Done();
      case Outcome.Unauthorized(String reason) -> new Decision.GiveUp(reason);
      case Outcome.Final(int _, String reason) -> new Decision.GiveUp(reason);
      case Outcome.RetryLater later -> again(attempt, later, random);
    };
  }

  private Decision again(int attempt, Outcome.RetryLater later, RandomGenerator random) {
    if (attempt < 1) {
      throw new IllegalArgumentException("attempts count from 1, got " + attempt);
    }
    if (attempt >= attempts) {
      return new Decision.GiveUp(
          "given up after %d attempt%s: %s"
              .formatted(attempt, attempt == 1 ? "" : "s", later.reason()));
    }
    return new Decision.Again(later.after().orElseGet(() -> pause(attempt, random)));
  }

  private Duration pause(int attempt, RandomGenerator random) {
    Duration full = first;
    for (int i = 1; i < attempt && full.compareTo(longest) < 0; i++) {
      full = full.multipliedBy(2);
    }
    full = full.compareTo(longest) > 0 ? longest : full;
    double share = 1 - jitter * random.nextDouble();
    return Duration.ofNanos(Math.max(1, Math.round(full.toNanos() * share)));
  }
}
