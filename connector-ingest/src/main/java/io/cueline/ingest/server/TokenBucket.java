package io.cueline.ingest.server;

/** So many a second, with a second's worth at once after a rest. Thread-safe; time is handed in. */
final class TokenBucket {

  private static final double NANOS = 1e9;

  private final double perSecond;
  private double tokens;
  private long filledAt;

  /**
   * @param nanos the monotone clock
   */
  TokenBucket(int perSecond, long nanos) {
    this.perSecond = perSecond;
    this.tokens = perSecond;
    this.filledAt = nanos;
  }

  /** Takes one if there is one. */
  synchronized boolean tryTake(long nanos) {
    fill(nanos);
    if (tokens < 1) {
      return false;
    }
    tokens--;
    return true;
  }

  /**
   * Takes one, on credit if need be.
   *
   * @return nanoseconds to wait before it is used
   */
  synchronized long take(long nanos) {
    fill(nanos);
    tokens--;
    return tokens >= 0 ? 0 : Math.round(-tokens / perSecond * NANOS);
  }

  private void fill(long nanos) {
    tokens = Math.min(perSecond, tokens + Math.max(0, nanos - filledAt) / NANOS * perSecond);
    filledAt = nanos;
  }
}
