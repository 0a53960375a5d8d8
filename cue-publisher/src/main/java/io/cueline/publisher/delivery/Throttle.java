package io.cueline.publisher.delivery;

import java.time.Instant;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;

/** All limits together: the client's, its calls', and the bounds in flight. Not thread-safe. */
final class Throttle {

  private final Bounds bounds;
  private final RateLimit client;
  private final Map<String, RateLimit> calls = new HashMap<>();
  private final Map<WorkClass, Integer> running = new EnumMap<>(WorkClass.class);

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

  void pauseUntil(Instant until) {
    client.pauseUntil(until);
  }

  boolean hasRoom(WorkClass workClass) {
    return running(workClass) < bounds.inFlight(workClass);
  }

  int running(WorkClass workClass) {
    return running.getOrDefault(workClass, 0);
  }

  /** Takes a permit and a place in flight, or leaves all as it was. */
  boolean tryStart(Work work, Instant now) {
    if (!hasRoom(work.position().workClass())
        || permitAt(work.channel(), work.urgency(), now).isAfter(now)) {
      return false;
    }
    client.tryTake(work.urgency(), now);
    RateLimit call = calls.get(work.channel());
    if (call != null) {
      call.tryTake(work.urgency(), now);
    }
    running.merge(work.position().workClass(), 1, Integer::sum);
    return true;
  }

  void ended(WorkClass workClass) {
    running.merge(workClass, -1, Integer::sum);
  }

  /** When the limits will let the next such call pass; not after {@code now} when they do. */
  Instant permitAt(String channel, Urgency urgency, Instant now) {
    Instant at = client.availableAt(urgency, now);
    RateLimit call = calls.get(channel);
    if (call == null) {
      return at;
    }
    Instant ofCall = call.availableAt(urgency, now);
    return ofCall.isAfter(at) ? ofCall : at;
  }
}
