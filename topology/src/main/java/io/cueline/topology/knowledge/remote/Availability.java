package io.cueline.topology.knowledge.remote;

import java.time.Duration;
import java.time.Instant;

/**
 * Whether asking is worth while: a source that has failed several times in a row is left alone for
 * a while, then tried by a single question, so that nobody waits for what will not come. What the
 * tenant asks to wait is waited, and no more is asked in a minute than was agreed. Thread-safe.
 */
final class Availability {

  private static final int FAILURES = 3;
  private static final Duration REST = Duration.ofSeconds(10);
  private static final Duration MINUTE = Duration.ofMinutes(1);

  private final int perMinute;
  private double allowance;
  private Instant counted = Instant.MIN;
  private int failures;
  private Instant restsUntil = Instant.MIN;

  /**
   * @param perMinute questions, at least 1
   */
  Availability(int perMinute) {
    this.perMinute = perMinute;
    this.allowance = perMinute;
  }

  /** What speaks for asking or against it. */
  enum Verdict {
    ASK,
    /** It has failed too often just now, or asked to be left alone. */
    RESTING,
    /** As much as agreed has been asked. */
    SPENT
  }

  /** Counts as a question where the verdict is to ask. */
  synchronized Verdict mayAsk(Instant now) {
    if (now.isBefore(restsUntil)) {
      return Verdict.RESTING;
    }
    refill(now);
    if (allowance < 1) {
      return Verdict.SPENT;
    }
    allowance -= 1;
    if (failures >= FAILURES) {
      // One trial; whoever comes while it lasts goes elsewhere.
      restsUntil = now.plus(REST);
    }
    return Verdict.ASK;
  }

  synchronized void answered() {
    failures = 0;
    restsUntil = Instant.MIN;
  }

  synchronized void failed(Instant now) {
    failures++;
    if (failures >= FAILURES) {
      restAtLeast(now.plus(REST));
    }
  }

  /** The tenant asked to be left alone for so long. */
  synchronized void asksToWait(Instant now, Duration wait) {
    restAtLeast(now.plus(wait));
  }

  private void restAtLeast(Instant until) {
    restsUntil = until.isAfter(restsUntil) ? until : restsUntil;
  }

  private void refill(Instant now) {
    if (counted.isAfter(Instant.MIN)) {
      double passed = Math.max(0, Duration.between(counted, now).toNanos());
      allowance = Math.min(perMinute, allowance + passed / MINUTE.toNanos() * perMinute);
    }
    counted = now;
  }
}
