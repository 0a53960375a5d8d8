package io.cueline.ingest.server;

import io.cueline.runtime.settings.Settings;
import java.time.Duration;

/**
 * What one pushed stream may cost.
 *
 * @param messageBytes a longer message is rejected, and not kept in memory
 * @param connections WebSockets at once
 * @param pending posts under way at once
 * @param perSecond messages, over all connections
 * @param patience for Kafka, before a post is answered without
 * @param grace for another connection to take a broken one's place
 * @param quiet without a post, until those who post count as gone
 * @param ping between two pings
 * @param pong for the answer to one
 */
public record PushLimits(
    int messageBytes,
    int connections,
    int pending,
    int perSecond,
    Duration patience,
    Duration grace,
    Duration quiet,
    Duration ping,
    Duration pong) {

  public PushLimits {
    if (messageBytes < 1 || connections < 1 || pending < 1 || perSecond < 1) {
      throw new IllegalArgumentException("a limit is at least 1");
    }
    if (!patience.isPositive() || !ping.isPositive() || !pong.isPositive() || !quiet.isPositive()) {
      throw new IllegalArgumentException("times are more than 0");
    }
  }

  /**
   * @param ping between two pings, and {@code pong} for the answer: as for the streams we open
   */
  public static PushLimits of(Settings settings, int messageBytes, Duration ping, Duration pong) {
    return new PushLimits(
        messageBytes,
        settings.get(PushSettings.MAX_CONNECTIONS),
        settings.get(PushSettings.MAX_PENDING),
        settings.get(PushSettings.PER_SECOND),
        settings.get(PushSettings.PATIENCE),
        settings.get(PushSettings.GRACE),
        settings.get(PushSettings.QUIET),
        ping,
        pong);
  }
}
