package io.cueline.cxone.token;

import java.time.Duration;
import java.time.Instant;

/**
 * A token and its times.
 *
 * @param refreshAt from when it is replaced, before {@code expiresAt}
 */
record AccessToken(String value, Instant refreshAt, Instant expiresAt) {

  /**
   * @param lifetime from now
   * @param refreshBefore its expiry; never more than half the lifetime, else a short-lived token
   *     would be replaced by every call
   */
  static AccessToken granted(String value, Instant now, Duration lifetime, Duration refreshBefore) {
    Duration half = lifetime.dividedBy(2);
    Duration early = refreshBefore.compareTo(half) > 0 ? half : refreshBefore;
    Instant expiresAt = now.plus(lifetime);
    return new AccessToken(value, expiresAt.minus(early), expiresAt);
  }

  boolean isFresh(Instant now) {
    return now.isBefore(refreshAt);
  }

  boolean isValid(Instant now) {
    return now.isBefore(expiresAt);
  }

  @Override
  public String toString() {
    return "AccessToken[expiresAt=" + expiresAt + "]";
  }
}
