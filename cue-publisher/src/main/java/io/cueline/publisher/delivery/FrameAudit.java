package io.cueline.publisher.delivery;

import java.time.Duration;
import java.util.Optional;

/**
 * The audit line of a realtime frame (contract, section 4), which its receipt keeps.
 *
 * @param event SYNC_BROADCAST, SYNC_REJECTED_FRESHNESS or SYNC_REJECTED_CONCURRENCY
 * @param relevance 0 to 1
 * @param latency from building the frame to the end of the attempt
 */
public record FrameAudit(
    String event,
    String sessionId,
    Optional<String> agentId,
    String frameId,
    boolean priorityOverride,
    double relevance,
    Duration latency) {

  public static final String BROADCAST = "SYNC_BROADCAST";
  public static final String NOT_FRESH = "SYNC_REJECTED_FRESHNESS";
  public static final String NO_ROOM = "SYNC_REJECTED_CONCURRENCY";
}
