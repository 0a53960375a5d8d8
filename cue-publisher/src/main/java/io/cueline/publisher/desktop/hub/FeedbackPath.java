package io.cueline.publisher.desktop.hub;

import io.cueline.publisher.desktop.Desk;
import io.cueline.publisher.desktop.Desks;
import io.cueline.publisher.desktop.FeedbackAnswer;
import io.cueline.schemas.Feedback;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What agents do, from their sockets to the topic and the answer back. The same from two windows is
 * written once. Guarded by the hub's lock.
 */
final class FeedbackPath {

  /** Of one client, on its way to Kafka. */
  private static final int MOST_WRITING = 16;

  private final Desks desks;
  private final String tenant;
  private final InstantSource clock;
  private final DesktopMetrics metrics;
  private final Map<ClientMessage.Feedback, Set<DesktopSocket>> writing = new HashMap<>();

  FeedbackPath(Desks desks, String tenant, InstantSource clock, DesktopMetrics metrics) {
    this.desks = desks;
    this.tenant = tenant;
    this.clock = clock;
    this.metrics = metrics;
  }

  /** What is to be written; empty where it is answered at once, or is on its way already. */
  Optional<Feedback> judge(DesktopSocket socket, ClientMessage.Feedback given) {
    @Nullable Desk desk = socket.desk;
    if (desk == null || socket.closed) {
      return Optional.empty();
    }
    return switch (desks.judge(desk, given.conversationId(), given.subjectId(), given.action())) {
      case FeedbackAnswer.Refused(String why) -> refused(desk, given, why);
      case FeedbackAnswer.Recorded() -> {
        metrics.feedback("repeated");
        desks.recorded(desk, given.conversationId(), given.subjectId(), given.action());
        yield Optional.empty();
      }
      case FeedbackAnswer.Write(String agentId) -> write(socket, desk, given, agentId);
    };
  }

  /**
   * Kafka has answered.
   *
   * @return who is to be told
   */
  Set<DesktopSocket> answered(ClientMessage.Feedback given, boolean stored) {
    metrics.feedback(stored ? "recorded" : "failed");
    Set<DesktopSocket> waiting = Optional.ofNullable(writing.remove(given)).orElse(Set.of());
    for (DesktopSocket socket : waiting) {
      @Nullable Desk desk = socket.desk;
      if (desk != null && !socket.closed) {
        socket.writing--;
        tell(desk, given, stored);
      }
    }
    return waiting;
  }

  private void tell(Desk desk, ClientMessage.Feedback given, boolean stored) {
    String call = given.conversationId();
    if (stored) {
      desks.recorded(desk, call, given.subjectId(), given.action());
    } else {
      desks.refused(
          desk, call, given.subjectId(), given.action(), "could not be stored: try again");
    }
  }

  private Optional<Feedback> write(
      DesktopSocket socket, Desk desk, ClientMessage.Feedback given, String agentId) {
    if (socket.writing >= MOST_WRITING) {
      return refused(desk, given, "too much at once: try again");
    }
    @Nullable Set<DesktopSocket> waiting = writing.get(given);
    if (waiting != null) {
      socket.writing += waiting.add(socket) ? 1 : 0;
      return Optional.empty();
    }
    writing.put(given, new HashSet<>(Set.of(socket)));
    socket.writing++;
    return Optional.of(record(given, agentId));
  }

  private Optional<Feedback> refused(Desk desk, ClientMessage.Feedback given, String why) {
    metrics.feedback("refused");
    desks.refused(desk, given.conversationId(), given.subjectId(), given.action(), why);
    return Optional.empty();
  }

  private Feedback record(ClientMessage.Feedback given, String agentId) {
    Instant now = clock.instant();
    return Feedback.newBuilder()
        .setTenant(tenant)
        .setInteractionId(given.conversationId())
        .setSubjectId(given.subjectId())
        .setAction(given.action())
        .setAgentId(agentId)
        .setAt(now)
        .setReceivedAt(now)
        .build();
  }
}
