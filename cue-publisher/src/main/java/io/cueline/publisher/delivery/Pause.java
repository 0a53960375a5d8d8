package io.cueline.publisher.delivery;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Somebody asked us to wait.
 *
 * @param scope whom it concerns: {@link #CLIENT}, or an outside channel
 * @param until wall clock
 */
public record Pause(String scope, Instant until) {

  /** All calls of the tenant's client. */
  public static final String CLIENT = "client";

  /**
   * What another instance was told. Its clock may differ from ours: however far, nobody waits
   * longer than it was asked to.
   *
   * @param until by its clock
   * @param toldAt by its clock
   * @return empty where it is over
   */
  public static Optional<Pause> heard(String scope, Instant until, Instant toldAt, Instant now) {
    Instant longest = now.plus(Duration.between(toldAt, until));
    Instant end = until.isAfter(longest) ? longest : until;
    return end.isAfter(now) ? Optional.of(new Pause(scope, end)) : Optional.empty();
  }
}
