package io.cueline.workbench.tenant.rest;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/** The client's limit: so many requests taken in any minute. Thread safe. */
final class RequestLimit {

  private static final Duration MINUTE = Duration.ofMinutes(1);

  private final int perMinute;
  private final Deque<Instant> taken = new ArrayDeque<>();
  private boolean asDate;

  /**
   * @param perMinute 0: no limit
   */
  RequestLimit(int perMinute) {
    this.perMinute = perMinute;
  }

  /** How a refusal words the wait. */
  record Wait(Duration time, boolean asDate) {}

  /** Takes a request, or says how long to wait; in seconds and as a date by turns. */
  synchronized Optional<Wait> take(Instant now) {
    if (perMinute == 0) {
      return Optional.empty();
    }
    while (!taken.isEmpty() && !taken.peekFirst().plus(MINUTE).isAfter(now)) {
      taken.removeFirst();
    }
    if (taken.size() < perMinute) {
      taken.addLast(now);
      return Optional.empty();
    }
    asDate = !asDate;
    return Optional.of(new Wait(Duration.between(now, taken.peekFirst().plus(MINUTE)), !asDate));
  }
}
