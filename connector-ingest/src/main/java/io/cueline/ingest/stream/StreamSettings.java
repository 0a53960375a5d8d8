package io.cueline.ingest.stream;

import io.cueline.cxone.profile.StreamSpec;
import java.time.Duration;

/**
 * How a stream is connected to and kept alive.
 *
 * @param source for logs and thread names
 * @param endpoint where it is
 * @param connectTimeout for the handshake
 * @param ping between two pings
 * @param pong for the answer to one
 * @param backoff between attempts
 * @param maxMessageBytes of a message
 */
public record StreamSettings(
    String source,
    StreamSpec.Connect endpoint,
    Duration connectTimeout,
    Duration ping,
    Duration pong,
    Backoff backoff,
    int maxMessageBytes) {

  public StreamSettings {
    if (!ping.isPositive() || !pong.isPositive() || !connectTimeout.isPositive()) {
      throw new IllegalArgumentException("time-outs and intervals are more than 0");
    }
    if (maxMessageBytes < 1) {
      throw new IllegalArgumentException("a message has at least a byte");
    }
  }
}
