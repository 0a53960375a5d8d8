package io.cueline.publisher.realtime.socket;

import io.cueline.cxone.profile.RealtimeSpec;
import io.cueline.cxone.token.TokenSource;
import io.cueline.publisher.delivery.AttemptResult;
import io.cueline.publisher.delivery.FrameAudit;
import io.cueline.publisher.delivery.Step;
import io.cueline.publisher.engine.Carrier;
import io.cueline.publisher.realtime.FrameBuilder;
import io.cueline.publisher.realtime.SessionTable;
import io.cueline.publisher.realtime.SyncFrame;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries work as prompt frames. Whoever has no connection, or no room among the sessions, is tried
 * again: each attempt builds its frame anew, so it is fresh, and the cause's own time ends it.
 * Thread-safe; never throws.
 */
public final class RealtimeCarrier implements Carrier, AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(RealtimeCarrier.class);

  /** Frames are through in no time, so room is soon there. */
  private static final Duration SOON = Duration.ofMillis(200);

  private static final int MOST_TRIES_FOR_ROOM = 10;

  private static final Duration LATER = Duration.ofSeconds(1);

  private final RealtimeSpec spec;
  private final InstantSource clock;
  private final FrameBuilder builder;
  private final SessionTable sessions;
  private final RealtimeLine line;
  private final RealtimeMetrics metrics;

  /**
   * Begins to connect.
   *
   * @param random for the pauses between attempts to connect
   */
  public RealtimeCarrier(
      RealtimeSpec spec,
      TokenSource tokens,
      InstantSource clock,
      RandomGenerator random,
      RealtimeMetrics metrics) {
    this.spec = spec;
    this.clock = clock;
    this.builder = new FrameBuilder(spec.ttl());
    this.sessions = new SessionTable(spec.sessions());
    this.line = new RealtimeLine(spec, tokens, clock, random);
    this.metrics = metrics;
    metrics.gauges(sessions::size, line::isConnected);
  }

  @Override
  public AttemptResult send(Step.Send send) {
    try {
      SyncFrame frame = builder.of(send.work(), clock.instant());
      // Past its time it is no matter of room or connections, and is to be told as what it is.
      Optional<String> stale = frame.stale(clock.instant(), spec.freshness());
      if (stale.isPresent()) {
        return stale(frame, stale.get());
      }
      return switch (sessions.enter(frame.sessionId())) {
        case SessionTable.Entry.In(Optional<String> evicted) -> {
          evicted.ifPresent(_ -> metrics.evicted());
          try {
            yield sendIn(frame);
          } finally {
            sessions.leave(frame.sessionId());
          }
        }
        case SessionTable.Entry.Full() -> {
          metrics.frame(FrameAudit.NO_ROOM);
          yield noRoom(frame, send.attempt());
        }
      };
    } catch (RuntimeException bug) {
      // A fault of ours must cost this one delivery only: its receipt says so.
      LOG.atError()
          .addKeyValue("cause", send.work().causeId())
          .addKeyValue("channel", send.work().channel())
          .setCause(bug)
          .log("attempt broke down");
      return new AttemptResult.GivenUp(Optional.empty(), "fault of the publisher: " + bug);
    }
  }

  /** What the tenant allows is shared by the instances, so that together they keep to it. */
  @Override
  public void share(double part) {
    int evicted = sessions.limit((int) (spec.sessions() * part));
    for (int each = 0; each < evicted; each++) {
      metrics.evicted();
    }
  }

  private AttemptResult noRoom(SyncFrame frame, int attempt) {
    String reason = "each of %d sessions has a frame under way".formatted(sessions.size());
    return attempt < MOST_TRIES_FOR_ROOM
        ? new AttemptResult.Again(AttemptResult.NEVER_SENT, SOON, false, reason)
        : new AttemptResult.GivenUp(
            AttemptResult.NEVER_SENT, reason, Optional.of(audit(frame, FrameAudit.NO_ROOM)));
  }

  private AttemptResult sendIn(SyncFrame frame) {
    return switch (line.send(frame)) {
      case Sent.Gone _ -> {
        metrics.frame(FrameAudit.BROADCAST);
        yield new AttemptResult.Taken(
            Optional.empty(), Optional.of(audit(frame, FrameAudit.BROADCAST)));
      }
      case Sent.Stale(String reason) -> stale(frame, reason);
      case Sent.NotConnected(String reason) ->
          new AttemptResult.Again(Optional.empty(), LATER, false, reason);
      case Sent.Broken(String reason) ->
          new AttemptResult.Again(Optional.empty(), LATER, false, reason);
    };
  }

  private AttemptResult stale(SyncFrame frame, String reason) {
    metrics.frame(FrameAudit.NOT_FRESH);
    return new AttemptResult.Stale(reason, Optional.of(audit(frame, FrameAudit.NOT_FRESH)));
  }

  private FrameAudit audit(SyncFrame frame, String event) {
    Duration took = Duration.between(frame.builtAt(), clock.instant());
    return new FrameAudit(
        event,
        frame.sessionId(),
        frame.agentId(),
        frame.frameId(),
        frame.priorityOverride(),
        frame.relevance(),
        took.isNegative() ? Duration.ZERO : took);
  }

  /** Ends the connection in order. */
  @Override
  public void close() {
    line.close();
  }
}
