package io.cueline.cxone.profile;

import io.cueline.cxone.profile.StreamSpec.Connect;
import java.time.Duration;

/**
 * Where and how prompt frames go in real time (contract, section 4).
 *
 * @param endpoint the WebSocket we connect to
 * @param sessions agents' sessions served at once by one instance, at least 1; past it the one idle
 *     longest makes room
 * @param ttl how long a frame is good for, counted from what caused it; 10 to 120 s
 * @param freshness longest between building a frame and sending it
 * @param confirm whether a frame counts as delivered only once a ping sent behind it was answered:
 *     the protocol has no answer of its own, and what was merely written may be lost with the
 *     connection
 */
public record RealtimeSpec(
    Connect endpoint, int sessions, Duration ttl, Duration freshness, boolean confirm) {

  public static final int SESSIONS = 100;
  public static final Duration TTL = Duration.ofSeconds(45);
  public static final Duration FRESHNESS = Duration.ofSeconds(2);

  private static final Duration SHORTEST_TTL = Duration.ofSeconds(10);
  private static final Duration LONGEST_TTL = Duration.ofMinutes(2);

  public RealtimeSpec {
    if (sessions < 1) {
      throw new IllegalArgumentException("sessions must be at least 1");
    }
    if (ttl.compareTo(SHORTEST_TTL) < 0 || ttl.compareTo(LONGEST_TTL) > 0) {
      throw new IllegalArgumentException("ttl must lie between 10s and 120s");
    }
    if (!freshness.isPositive()) {
      throw new IllegalArgumentException("freshness must be longer than 0");
    }
  }
}
