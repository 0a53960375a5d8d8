package io.cueline.topology.rules;

import java.time.Duration;

/**
 * Settings of the engine that take part in decisions, and so belong to a revision of the rules.
 *
 * @param joinWindow an interaction first heard within this after its source connected counts as
 *     joined in progress; zero for never
 * @param idleEnd an interaction without a word of its own for this long, while ticks go on, has
 *     ended
 * @param endedMarker an ended interaction's marker turns stragglers away for this long
 * @param fragmentIdle a fragment buffer is flushed this long after its last fragment
 * @param fragmentMax a fragment buffer is flushed this long after its first fragment
 */
public record EngineSettings(
    Duration joinWindow,
    Duration idleEnd,
    Duration endedMarker,
    Duration fragmentIdle,
    Duration fragmentMax) {

  public static final EngineSettings DEFAULT =
      new EngineSettings(
          Duration.ofSeconds(60),
          Duration.ofMinutes(30),
          Duration.ofMinutes(30),
          Duration.ofSeconds(3),
          Duration.ofSeconds(10));

  public EngineSettings {
    if (joinWindow.isNegative()) {
      throw new IllegalArgumentException("join_window cannot be negative");
    }
    requirePositive("idle_end", idleEnd);
    requirePositive("ended_marker", endedMarker);
    requirePositive("fragment_idle", fragmentIdle);
    requirePositive("fragment_max", fragmentMax);
  }

  /** The same with another join window. */
  public EngineSettings withJoinWindow(Duration other) {
    return new EngineSettings(other, idleEnd, endedMarker, fragmentIdle, fragmentMax);
  }

  public static EngineSettings of(io.cueline.schemas.EngineSettings record) {
    return new EngineSettings(
        Duration.ofMillis(record.getJoinWindowMs()),
        Duration.ofMillis(record.getIdleEndMs()),
        Duration.ofMillis(record.getEndedMarkerMs()),
        Duration.ofMillis(record.getFragmentIdleMs()),
        Duration.ofMillis(record.getFragmentMaxMs()));
  }

  public io.cueline.schemas.EngineSettings toAvro() {
    return io.cueline.schemas.EngineSettings.newBuilder()
        .setJoinWindowMs(joinWindow.toMillis())
        .setIdleEndMs(idleEnd.toMillis())
        .setEndedMarkerMs(endedMarker.toMillis())
        .setFragmentIdleMs(fragmentIdle.toMillis())
        .setFragmentMaxMs(fragmentMax.toMillis())
        .build();
  }

  private static void requirePositive(String field, Duration value) {
    if (value.toMillis() < 1) {
      throw new IllegalArgumentException(field + " must be at least 1ms");
    }
  }
}
