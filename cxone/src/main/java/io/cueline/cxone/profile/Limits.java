package io.cueline.cxone.profile;

import java.util.Map;

/**
 * How much a tenant lets one OAuth client ask, whatever the number of our instances.
 *
 * @param perMinute requests a minute over all calls
 * @param calls requests a minute of single calls, by name; never above {@code perMinute}
 */
public record Limits(int perMinute, Map<String, Integer> calls) {

  public static final Limits DEFAULT = new Limits(100, Map.of());

  public Limits {
    calls = Map.copyOf(calls);
    if (perMinute < 1) {
      throw new IllegalArgumentException("per-minute must be at least 1");
    }
    calls.forEach((name, limit) -> check(name, limit));
  }

  /** Requests a minute that the named call may make. */
  public int perMinute(String call) {
    return Math.min(perMinute, calls.getOrDefault(call, perMinute));
  }

  private static void check(String name, int limit) {
    if (limit < 1) {
      throw new IllegalArgumentException("the limit of " + name + " must be at least 1");
    }
  }
}
