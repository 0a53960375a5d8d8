package io.cueline.publisher.delivery;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** All limits together: the client's, its calls', and the bounds in flight. Not thread-safe. */
final class Throttle {

  private final Bounds bounds;
  private final RateLimit client;
  private final Map<String, RateLimit> calls = new HashMap<>();

  /** By class, or by channel where the channel is no concern of the tenant's. */
  private final Map<String, Integer> running = new HashMap<>();

  /** Waits that an outsider asked for, by channel. */
  private final Map<String, Instant> paused = new HashMap<>();

  Throttle(Bounds bounds, Instant now) {
    this.bounds = bounds;
    this.client = new RateLimit(bounds.perMinute(), now);
    bounds
        .perMinuteByChannel()
        .forEach((channel, limit) -> calls.put(channel, new RateLimit(limit, now)));
  }

  void share(double part) {
    client.share(part);
    calls.values().forEach(limit -> limit.share(part));
  }

  /** Whom the work went to asked for a wait. */
  void pauseUntil(Work work, Instant until) {
    if (work.outside()) {
      paused.merge(work.channel(), until, Throttle::later);
    } else {
      client.pauseUntil(until);
    }
  }

  boolean hasRoom(Work work) {
    return running.getOrDefault(place(work), 0) < bounds.inFlight(work.position().workClass());
  }

  /** Calls of the tenant's under way. */
  int running(WorkClass workClass) {
    return running.getOrDefault(workClass.name(), 0);
  }

  /** Takes a permit and a place in flight, or leaves all as it was. */
  boolean tryStart(Work work, Instant now) {
    if (!hasRoom(work) || permitAt(work, now).isAfter(now)) {
      return false;
    }
    if (!work.outside()) {
      client.tryTake(work.urgency(), now);
    }
    RateLimit call = calls.get(work.channel());
    if (call != null) {
      call.tryTake(work.urgency(), now);
    }
    running.merge(place(work), 1, Integer::sum);
    return true;
  }

  void ended(Work work) {
    running.merge(place(work), -1, Integer::sum);
  }

  /** When the limits will let the next such call pass; not after {@code now} when they do. */
  Instant permitAt(Work work, Instant now) {
    Instant at =
        work.outside()
            ? paused.getOrDefault(work.channel(), now)
            : client.availableAt(work.urgency(), now);
    RateLimit call = calls.get(work.channel());
    return call == null ? at : later(at, call.availableAt(work.urgency(), now));
  }

  private static Instant later(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }

  private static String place(Work work) {
    return work.outside() ? work.channel() : work.position().workClass().name();
  }
}
