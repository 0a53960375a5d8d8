package io.cueline.publisher.delivery;

import java.time.Instant;

/**
 * The tenant's limit on a client or a call, as far as it is ours: the part that falls to this
 * instance, of which a fifth is kept for violations. The tenant may also tell us to wait. Not
 * thread-safe.
 */
final class RateLimit {

  private static final double KEPT = 0.2;

  private final int perMinute;
  private final TokenBucket open;
  private final TokenBucket kept;
  private Instant pausedUntil = Instant.MIN;

  RateLimit(int perMinute, Instant now) {
    this.perMinute = perMinute;
    this.open = new TokenBucket(perMinute * (1 - KEPT), now);
    this.kept = new TokenBucket(perMinute * KEPT, now);
  }

  /**
   * @param part of the limit that is ours, above 0 up to 1
   */
  void share(double part) {
    open.limit(perMinute * part * (1 - KEPT));
    kept.limit(perMinute * part * KEPT);
  }

  void pauseUntil(Instant until) {
    if (until.isAfter(pausedUntil)) {
      pausedUntil = until;
    }
  }

  Instant pausedUntil() {
    return pausedUntil;
  }

  boolean tryTake(Urgency urgency, Instant now) {
    if (now.isBefore(pausedUntil)) {
      return false;
    }
    return (urgency.usesReserve() && kept.tryTake(now)) || open.tryTake(now);
  }

  Instant availableAt(Urgency urgency, Instant now) {
    if (now.isBefore(pausedUntil)) {
      return pausedUntil;
    }
    Instant at = open.availableAt(now);
    if (!urgency.usesReserve()) {
      return at;
    }
    Instant ofKept = kept.availableAt(now);
    return ofKept.isBefore(at) ? ofKept : at;
  }
}
