package io.cueline.publisher.desktop;

import io.cueline.schemas.Cue;
import io.cueline.schemas.DisclosureState;
import io.cueline.schemas.Feedback;
import io.cueline.schemas.Insight;
import io.cueline.schemas.Scorecard;
import io.cueline.schemas.Violation;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/**
 * Every client of an instance, and what each is to be sent. A client that connects is shown call by
 * call, as it takes it; nothing here waits for anybody. For one thread at a time.
 */
public final class Desks {

  /** Below it, more of what a client has not seen yet is put into its outbox. */
  private static final int LOW = 32;

  private final DesktopState state;
  private final Figures figures;
  private final int mostMessages;
  private final long mostChars;
  private final Map<String, Set<Desk>> agents = new HashMap<>();
  private final Set<Desk> supervisors = new LinkedHashSet<>();
  private long replies;

  /**
   * @param zone whose midnight begins the day that figures are of
   * @param mostMessages that may wait for a client
   * @param mostChars the same in characters
   */
  public Desks(DesktopState state, ZoneId zone, int mostMessages, long mostChars) {
    this.state = state;
    this.figures = new Figures(zone);
    this.mostMessages = mostMessages;
    this.mostChars = mostChars;
  }

  /** A new client, whose first messages wait already. */
  public Desk connect(
      Viewer viewer, Optional<String> displayName, String tenant, Duration beatEvery, Instant now) {
    Desk desk = new Desk(viewer, new Outbox(mostMessages, mostChars));
    reply(desk, MessageJson.hello(viewer, displayName, tenant, beatEvery));
    desk.unseen.addAll(state.seenBy(viewer));
    switch (viewer) {
      case Viewer.Agent(String id) ->
          agents.computeIfAbsent(id, _ -> new LinkedHashSet<>()).add(desk);
      case Viewer.Supervisor ignored -> supervisors.add(desk);
    }
    refill(desk, now);
    return desk;
  }

  public void disconnect(Desk desk) {
    desk.outbox.clear();
    desk.unseen.clear();
    switch (desk.viewer) {
      case Viewer.Agent(String id) -> {
        Set<Desk> same = agents.getOrDefault(id, Set.of());
        if (same.size() == 1 && same.contains(desk)) {
          agents.remove(id);
        } else if (!same.isEmpty()) {
          same.remove(desk);
        }
      }
      case Viewer.Supervisor ignored -> supervisors.remove(desk);
    }
  }

  /** Clients of one subject. */
  public int count(Viewer viewer) {
    return switch (viewer) {
      case Viewer.Agent(String id) -> agents.getOrDefault(id, Set.of()).size();
      case Viewer.Supervisor(String name, Team ignored) ->
          (int) supervisors.stream().filter(each -> each.viewer.subject().equals(name)).count();
    };
  }

  /**
   * A record of one of the topics followed; others are nothing to it.
   *
   * @return clients that have something to be sent
   */
  public Set<Desk> take(SpecificRecord record, Instant now) {
    List<Telling> tellings =
        switch (record) {
          case Cue cue -> state.take(cue);
          case DisclosureState step -> state.take(step);
          case Insight insight -> state.take(insight);
          case Feedback feedback -> state.take(feedback);
          case Violation violation -> {
            figures.take(violation);
            yield state.take(violation);
          }
          case Scorecard card -> {
            figures.take(card);
            yield state.take(card);
          }
          default -> List.of();
        };
    return tell(tellings, now);
  }

  /** What has had its time is let go. */
  public Set<Desk> forget(Instant now) {
    figures.today(now);
    return tell(state.forget(now), now);
  }

  /** The message to send next; more of the latest state follows as room comes. */
  public Optional<Outgoing> next(Desk desk, Instant now) {
    refill(desk, now);
    return desk.outbox.next();
  }

  /** A sign of life. */
  public void beat(Desk desk, Instant now) {
    desk.outbox.put(new Message.Key("", "beat", ""), Outgoing.plain(MessageJson.beat(now)));
  }

  /** Today's figures for the supervisors whose figures have changed. */
  public Set<Desk> figures() {
    Set<Desk> told = new HashSet<>();
    Map<Team, Integer> open = new HashMap<>();
    Map<Team, String> texts = new HashMap<>();
    for (Desk desk : supervisors) {
      Team team = ((Viewer.Supervisor) desk.viewer).team();
      int openCalls = open.computeIfAbsent(team, each -> state.open(each::has));
      if (desk.figures != figures.version() || desk.openCalls != openCalls) {
        desk.figures = figures.version();
        desk.openCalls = openCalls;
        String text =
            texts.computeIfAbsent(
                team,
                each -> MessageJson.figures(figures.of(each), figures.zone(), openCalls, state));
        desk.outbox.put(new Message.Key("", "figures", ""), Outgoing.plain(text));
        told.add(desk);
      }
    }
    return told;
  }

  public FeedbackAnswer judge(Desk desk, String conversationId, String subjectId, String action) {
    return state.judge(desk.viewer, conversationId, subjectId, action);
  }

  public void recorded(Desk desk, String conversationId, String subjectId, String action) {
    reply(desk, MessageJson.recorded(conversationId, subjectId, action));
  }

  public void refused(
      Desk desk, String conversationId, String subjectId, String action, String why) {
    reply(desk, MessageJson.refused(conversationId, subjectId, action, why));
  }

  /** A call's timeline, empty where it is not there for them. */
  public void timeline(Desk desk, String conversationId) {
    List<TimelineEntry> entries = state.timeline(conversationId, desk.viewer).orElse(List.of());
    desk.outbox.put(
        new Message.Key("", "timeline", conversationId),
        Outgoing.plain(MessageJson.timeline(conversationId, entries)));
    limit(desk);
  }

  /** Calls held. */
  public int calls() {
    return state.size();
  }

  private Set<Desk> tell(List<Telling> tellings, Instant now) {
    if (tellings.isEmpty() || (agents.isEmpty() && supervisors.isEmpty())) {
      return Set.of();
    }
    Set<Desk> told = new LinkedHashSet<>();
    for (Telling each : tellings) {
      switch (each) {
        case Telling.Tell(Message message, Optional<String> agentId) ->
            tell(message, agentId, now, told);
        case Telling.Appeared(String id, Optional<String> agentId) ->
            viewers(agentId).forEach(desk -> show(desk, id, told));
        case Telling.Moved(String id, Optional<String> from, Optional<String> to) -> {
          for (Desk desk : viewers(from)) {
            if (!desk.viewer.sees(to)) {
              hide(desk, id, told);
            }
          }
          for (Desk desk : viewers(to)) {
            if (!desk.viewer.sees(from)) {
              show(desk, id, told);
            }
          }
        }
        case Telling.Gone(String id, Optional<String> agentId) ->
            viewers(agentId).forEach(desk -> hide(desk, id, told));
      }
    }
    told.forEach(desk -> refill(desk, now));
    return told;
  }

  private void tell(Message message, Optional<String> agentId, Instant now, Set<Desk> told) {
    @Nullable String text = null;
    for (Desk desk : viewers(agentId)) {
      boolean meant = desk.viewer instanceof Viewer.Supervisor || !message.isForSupervisors();
      if (meant && !desk.unseen.contains(message.conversationId())) {
        text = text == null ? MessageJson.of(message) : text;
        desk.outbox.put(message.key(), outgoing(desk, message, text, now));
        limit(desk);
        told.add(desk);
      }
    }
  }

  /** An agent's is receipted, as it comes and not when it is shown again. */
  private static Outgoing outgoing(Desk desk, Message message, String text, Instant now) {
    return new Outgoing(
        text,
        desk.viewer instanceof Viewer.Agent
            ? message.cause().map(cause -> new Outgoing.Receiptable(cause, now))
            : Optional.empty());
  }

  private static void show(Desk desk, String conversationId, Set<Desk> told) {
    desk.unseen.add(conversationId);
    told.add(desk);
  }

  private static void hide(Desk desk, String conversationId, Set<Desk> told) {
    if (!desk.unseen.remove(conversationId)) {
      desk.outbox.gone(conversationId, MessageJson.gone(conversationId));
      limit(desk);
      told.add(desk);
    }
  }

  private List<Desk> viewers(Optional<String> agentId) {
    List<Desk> all =
        new ArrayList<>(agentId.map(id -> agents.getOrDefault(id, Set.of())).orElse(Set.of()));
    for (Desk each : supervisors) {
      if (each.viewer.sees(agentId)) {
        all.add(each);
      }
    }
    return all;
  }

  /** What a client has not seen yet never makes it overfull: it is put in as it reads. */
  private void refill(Desk desk, Instant now) {
    Iterator<String> unseen = desk.unseen.iterator();
    while (desk.outbox.size() < LOW && unseen.hasNext()) {
      String conversationId = unseen.next();
      unseen.remove();
      for (Message each : state.view(conversationId, desk.viewer)) {
        desk.outbox.put(each.key(), Outgoing.plain(MessageJson.of(each)));
      }
    }
    if (!desk.live && desk.unseen.isEmpty()) {
      desk.live = true;
      reply(desk, MessageJson.live(now));
    }
  }

  private void reply(Desk desk, String text) {
    desk.outbox.put(new Message.Key("", "reply", Long.toString(replies++)), Outgoing.plain(text));
    limit(desk);
  }

  private static void limit(Desk desk) {
    desk.overfull |= desk.outbox.isOverfull();
  }
}
