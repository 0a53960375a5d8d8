package io.cueline.topology.knowledge.remote;

import java.time.Duration;

/**
 * How the tenant is asked.
 *
 * @param language as the tenant names it, such as en-US
 * @param pageSize articles asked for, at least 1
 * @param inFlight searches at once, at least 1
 * @param deadline after the query was decided; later the local articles answer
 * @param cacheFor how long an answer is good
 * @param perMinute searches of this instance, at least 1: the tenant counts them together with what
 *     is delivered
 */
public record RemoteOptions(
    String language,
    int pageSize,
    int inFlight,
    Duration deadline,
    Duration cacheFor,
    int perMinute) {

  public RemoteOptions {
    if (pageSize < 1 || inFlight < 1 || perMinute < 1) {
      throw new IllegalArgumentException("page size, searches at once and a minute: at least 1");
    }
    if (!deadline.isPositive() || cacheFor.isNegative()) {
      throw new IllegalArgumentException("deadline must be positive, cache time not negative");
    }
  }
}
