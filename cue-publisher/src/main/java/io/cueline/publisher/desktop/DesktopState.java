package io.cueline.publisher.desktop;

import io.cueline.publisher.desktop.CallView.Stamp;
import io.cueline.schemas.Card;
import io.cueline.schemas.Cue;
import io.cueline.schemas.CueChange;
import io.cueline.schemas.CueKind;
import io.cueline.schemas.DisclosureState;
import io.cueline.schemas.Feedback;
import io.cueline.schemas.Insight;
import io.cueline.schemas.Mode;
import io.cueline.schemas.Scorecard;
import io.cueline.schemas.Violation;
import io.cueline.schemas.ViolationKind;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The latest state of every open call, of records that come in each topic's order and in any order
 * between topics. For one thread at a time.
 */
public final class DesktopState {

  private static final int MOST_MARKERS = 200_000;
  private static final int MOST_TITLES = 20_000;

  private final Duration keepEnded;
  private final Duration keepSilent;
  private final Map<String, CallView> calls = new LinkedHashMap<>();
  private final Map<Optional<String>, Set<String>> byAgent = new HashMap<>();
  private final Map<String, String> ruleTitles = new HashMap<>();

  /** When calls ended that are let go: what comes late of them opens nothing. */
  private final Map<String, Instant> markers = new LinkedHashMap<>();

  /**
   * @param keepEnded how long an ended call is still shown, by the wall clock
   * @param keepSilent after so long without a record a call is let go that never ended
   */
  public DesktopState(Duration keepEnded, Duration keepSilent) {
    this.keepEnded = keepEnded;
    this.keepSilent = keepSilent;
  }

  public List<Telling> take(Cue cue) {
    if (cue.getKind() == CueKind.OTHER || cue.getChange() == CueChange.OTHER) {
      return List.of();
    }
    return on(
        cue.getInteractionId(),
        new Stamp(cue.getAt(), cue.getDecidedAt()),
        cue.getAgentId(),
        call -> put(Messages.of(cue), call::put));
  }

  public List<Telling> take(DisclosureState step) {
    if (step.getMode() != Mode.LIVE) {
      return List.of();
    }
    if (ruleTitles.size() < MOST_TITLES) {
      ruleTitles.put(step.getRuleId(), Messages.line(step.getTitle()));
    }
    return on(
        step.getInteractionId(),
        new Stamp(step.getAt(), step.getDecidedAt()),
        step.getAgentId(),
        call -> put(Messages.of(step), call::put));
  }

  public List<Telling> take(Insight insight) {
    return on(
        insight.getInteractionId(),
        new Stamp(insight.getAt(), insight.getDecidedAt()),
        insight.getAgentId(),
        call -> {
          List<Message> shown = new ArrayList<>();
          for (Card card : insight.getCards()) {
            shown.addAll(put(Messages.of(insight, card), call::put));
          }
          return shown;
        });
  }

  public List<Telling> take(Violation violation) {
    if (violation.getMode() != Mode.LIVE || violation.getKind() == ViolationKind.OTHER) {
      return List.of();
    }
    return on(
        violation.getInteractionId(),
        new Stamp(violation.getAt(), violation.getDecidedAt()),
        violation.getAgentId(),
        call -> put(Messages.of(violation, ruleTitle(violation.getRuleId())), call::put));
  }

  /** A card tells at once when a call becomes another agent's. */
  public List<Telling> take(Scorecard card) {
    Optional<Instant> endedAt = Optional.ofNullable(card.getEndedAt());
    Instant adopted =
        card.getAdoptions().isEmpty() ? card.getStartedAt() : card.getAdoptions().getLast().getAt();
    Instant standing = Optional.ofNullable(card.getAssignedAt()).orElse(adopted);
    return on(
        card.getInteractionId(),
        new Stamp(endedAt.orElse(standing), card.getDecidedAt()),
        card.getAgentId(),
        call -> {
          boolean news = call.begun(card.getStartedAt(), true);
          news |= endedAt.filter(call::ended).isPresent();
          return news ? List.of(call.interaction()) : List.of();
        });
  }

  /** Bears the time of who gave it, not the call's, and may be read before what it is about. */
  public List<Telling> take(Feedback feedback) {
    String id = feedback.getInteractionId();
    if (!calls.containsKey(id) && markers.containsKey(id)) {
      return List.of();
    }
    CallView call = calls.computeIfAbsent(id, CallView::new);
    call.touchedAt = later(call.touchedAt, feedback.getReceivedAt());
    Message.Done done = Messages.of(feedback);
    call.put(done);
    return call.isHidden() ? List.of() : List.of(new Telling.Tell(done, call.agentId()));
  }

  /** Lets go of what ended a while ago, or was never heard of again. */
  public List<Telling> forget(Instant now) {
    List<Telling> tellings = new ArrayList<>();
    Iterator<CallView> all = calls.values().iterator();
    while (all.hasNext()) {
      CallView call = all.next();
      Duration kept = call.endedAt().isPresent() ? keepEnded : keepSilent;
      if (!call.touchedAt.plus(kept).isAfter(now)) {
        all.remove();
        tellings.addAll(letGo(call));
        call.endedAt().ifPresent(at -> mark(call.id, at));
      }
    }
    return tellings;
  }

  /** The calls that somebody sees, the oldest first. */
  public List<String> seenBy(Viewer viewer) {
    return switch (viewer) {
      case Viewer.Agent(String id) -> List.copyOf(of(Optional.of(id)));
      case Viewer.Supervisor(String ignored, Team.All()) ->
          calls.values().stream().filter(call -> !call.isHidden()).map(call -> call.id).toList();
      case Viewer.Supervisor(String ignored, Team.Of(Set<String> agentIds)) ->
          agentIds.stream().flatMap(id -> of(Optional.of(id)).stream()).toList();
    };
  }

  /** All there is to see of a call for somebody; nothing where they may not, or it is gone. */
  public List<Message> view(String conversationId, Viewer viewer) {
    return visible(conversationId, viewer)
        .map(call -> call.messages(viewer instanceof Viewer.Supervisor))
        .orElse(List.of());
  }

  /** What happened in a call, oldest first; empty where it is not there for them. */
  public Optional<List<TimelineEntry>> timeline(String conversationId, Viewer viewer) {
    return visible(conversationId, viewer).map(CallView::timeline);
  }

  public FeedbackAnswer judge(
      Viewer viewer, String conversationId, String subjectId, String action) {
    return switch (viewer) {
      case Viewer.Supervisor ignored ->
          new FeedbackAnswer.Refused("only the agent of a call gives feedback");
      case Viewer.Agent(String agent) ->
          visible(conversationId, viewer)
              .map(call -> call.judge(subjectId, action, agent))
              .orElseGet(() -> new FeedbackAnswer.Refused("there is no such call of yours"));
    };
  }

  /** Calls held. */
  public int size() {
    return calls.size();
  }

  /** How many of the calls seen have not ended. */
  public int open(Predicate<Optional<String>> agents) {
    int open = 0;
    for (CallView call : calls.values()) {
      if (!call.isHidden() && call.endedAt().isEmpty() && agents.test(call.agentId())) {
        open++;
      }
    }
    return open;
  }

  Optional<String> ruleTitle(String ruleId) {
    return Optional.ofNullable(ruleTitles.get(ruleId));
  }

  private List<Telling> on(
      String id,
      Stamp stamp,
      @Nullable String agent,
      Function<CallView, List<? extends Message>> change) {
    List<Telling> tellings = new ArrayList<>();
    @Nullable CallView before = calls.get(id);
    @Nullable Instant ended = before == null ? markers.get(id) : before.endedAt().orElse(null);
    boolean isAnother = ended != null && stamp.at().isAfter(ended);
    if (before == null && ended != null && !isAnother) {
      return List.of();
    }
    if (before != null && isAnother) {
      calls.remove(id);
      tellings.addAll(letGo(before));
    }
    markers.remove(id);
    CallView call = calls.computeIfAbsent(id, CallView::new);
    call.touchedAt = later(call.touchedAt, stamp.decidedAt());
    boolean wasHidden = call.isHidden();
    boolean news = call.begun(stamp.at(), false);
    news |= assign(call, agent, stamp, wasHidden, tellings);
    List<? extends Message> messages = change.apply(call);
    if (news) {
      tellings.add(new Telling.Tell(call.interaction(), call.agentId()));
    }
    messages.forEach(each -> tellings.add(new Telling.Tell(each, call.agentId())));
    return tellings;
  }

  private boolean assign(
      CallView call,
      @Nullable String agent,
      Stamp stamp,
      boolean wasHidden,
      List<Telling> tellings) {
    Optional<String> from = call.agentId();
    boolean moved = agent != null && call.assigned(agent, stamp);
    if (wasHidden || moved) {
      unindex(from, call.id);
      byAgent.computeIfAbsent(call.agentId(), _ -> new LinkedHashSet<>()).add(call.id);
      tellings.add(
          wasHidden
              ? new Telling.Appeared(call.id, call.agentId())
              : new Telling.Moved(call.id, from, call.agentId()));
    }
    return moved;
  }

  private List<Telling> letGo(CallView call) {
    unindex(call.agentId(), call.id);
    return call.isHidden() ? List.of() : List.of(new Telling.Gone(call.id, call.agentId()));
  }

  private void unindex(Optional<String> agent, String id) {
    Set<String> ids = byAgent.getOrDefault(agent, Set.of());
    if (ids.size() == 1 && ids.contains(id)) {
      byAgent.remove(agent);
    } else if (!ids.isEmpty()) {
      ids.remove(id);
    }
  }

  private Optional<CallView> visible(String conversationId, Viewer viewer) {
    return Optional.ofNullable(calls.get(conversationId))
        .filter(call -> !call.isHidden() && viewer.sees(call.agentId()));
  }

  private void mark(String id, Instant endedAt) {
    markers.put(id, endedAt);
    if (markers.size() > MOST_MARKERS) {
      markers.remove(markers.keySet().iterator().next());
    }
  }

  private Collection<String> of(Optional<String> agent) {
    return byAgent.getOrDefault(agent, Set.of());
  }

  private static <M extends Message> List<M> put(M message, Predicate<M> into) {
    return into.test(message) ? List.of(message) : List.of();
  }

  private static Instant later(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }
}
