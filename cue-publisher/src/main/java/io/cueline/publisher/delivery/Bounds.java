package io.cueline.publisher.delivery;

import java.util.Map;

/**
 * How much may be asked of the tenant.
 *
 * @param perMinute requests a minute of the client, over all calls and instances
 * @param perMinuteByChannel requests a minute of single calls; absent: as the client
 * @param inFlight calls under way at once, of each class; an outside channel has as many again
 * @param breaker when a channel is left alone that does not answer
 */
public record Bounds(
    int perMinute,
    Map<String, Integer> perMinuteByChannel,
    Map<WorkClass, Integer> inFlight,
    BreakerPolicy breaker) {

  public Bounds {
    perMinuteByChannel = Map.copyOf(perMinuteByChannel);
    inFlight = Map.copyOf(inFlight);
    if (perMinute < 1 || perMinuteByChannel.values().stream().anyMatch(each -> each < 1)) {
      throw new IllegalArgumentException("limits are at least 1 a minute");
    }
    for (WorkClass each : WorkClass.values()) {
      if (inFlight.getOrDefault(each, 0) < 1) {
        throw new IllegalArgumentException("no bound for calls in flight of " + each);
      }
    }
  }

  int inFlight(WorkClass workClass) {
    return inFlight.getOrDefault(workClass, 1);
  }
}
