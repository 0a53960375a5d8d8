package io.cueline.publisher.desktop;

import static io.cueline.publisher.desktop.Records.START;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cueline.schemas.Cue;
import io.cueline.schemas.CueChange;
import io.cueline.schemas.DisclosureState;
import io.cueline.schemas.Feedback;
import io.cueline.schemas.Insight;
import io.cueline.schemas.Mode;
import io.cueline.schemas.Scorecard;
import io.cueline.schemas.Violation;
import io.cueline.schemas.ViolationKind;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/**
 * Calls as they were, record by record, and what is known of them in the end by looking at all of
 * it: the simple model. Read topic by topic, in the order of each and no order between them.
 */
final class History {

  private static final int CALLS = 8;
  private static final int STEPS = 200;

  /** In the order of call time. */
  private final List<SpecificRecord> all = new ArrayList<>();

  private final Map<Class<?>, Deque<SpecificRecord>> topics = new HashMap<>();
  private final Map<String, @Nullable String> agents = new HashMap<>();
  private final Map<String, Instant> started = new HashMap<>();
  private final Set<String> ended = new HashSet<>();
  private final Random random;
  private Instant clock = START;

  History(Random random) {
    this.random = random;
    for (int i = 0; i < STEPS; i++) {
      clock = clock.plusMillis(100);
      String call = "call-" + random.nextInt(CALLS);
      if (!ended.contains(call)) {
        step(call);
      }
    }
    all.forEach(each -> topics.computeIfAbsent(each.getClass(), _ -> new ArrayDeque<>()).add(each));
  }

  boolean hasMore() {
    return topics.values().stream().anyMatch(each -> !each.isEmpty());
  }

  SpecificRecord next() {
    List<Deque<SpecificRecord>> open =
        topics.values().stream().filter(each -> !each.isEmpty()).toList();
    return open.get(random.nextInt(open.size())).remove();
  }

  private void step(String call) {
    if (started.putIfAbsent(call, clock) == null) {
      if (random.nextBoolean()) {
        String _ = assign(call);
      }
      all.add(card(call, null));
      return;
    }
    @Nullable String agent = agents.get(call);
    String number = Integer.toString(random.nextInt(4));
    switch (random.nextInt(12)) {
      case 0 ->
          all.add(Records.assigned(call, assign(call), started.getOrDefault(call, clock), clock));
      case 1, 2 -> all.add(interrupt(call, agent));
      case 3, 4 ->
          all.add(
              Records.disclosure(
                  call,
                  agent,
                  "rule-" + number,
                  random.nextBoolean() ? "PENDING" : "LATE",
                  Mode.LIVE,
                  clock));
      case 5 ->
          all.add(Records.disclosure(call, agent, "shadow-rule", "OVERDUE", Mode.SHADOW, clock));
      case 6, 7 -> all.add(Records.insight(call, agent, "card-" + number, clock));
      case 8 ->
          all.add(
              Records.violation(
                  call, agent, call + "-" + clock, ViolationKind.MISSED, Mode.LIVE, clock));
      case 9, 10 ->
          all.add(
              Records.feedback(call, agent, "card-" + number, "ACCEPTED", clock.plusSeconds(9)));
      default -> {
        if (random.nextInt(3) == 0) {
          ended.add(call);
          all.add(card(call, clock));
        }
      }
    }
  }

  private String assign(String call) {
    String agent = "a" + random.nextInt(3);
    agents.put(call, agent);
    return agent;
  }

  private Scorecard card(String call, @Nullable Instant endedAt) {
    @Nullable String agent = agents.get(call);
    List<String> known = agent == null ? List.of() : List.of(agent);
    return Records.scorecard(call, known, started.getOrDefault(call, clock), endedAt, clock);
  }

  private Cue interrupt(String call, @Nullable String agent) {
    String cueId = call + "-cue-" + random.nextInt(2);
    long before =
        all.stream()
            .filter(each -> each instanceof Cue cue && cue.getCueId().equals(cueId))
            .count();
    CueChange change =
        before == 0
            ? CueChange.OPENED
            : random.nextBoolean() ? CueChange.UPDATED : CueChange.CLOSED;
    return Records.interrupt(call, agent, cueId, (int) before + 1, change, clock);
  }

  /** By key, without the time of an interaction's last change. */
  Map<String, String> shownTo(Viewer viewer, boolean endedToo) {
    Map<String, String> shown = new TreeMap<>();
    for (String call : started.keySet()) {
      Optional<String> agent = agentOf(call);
      if (viewer.sees(agent) && (endedToo || !ended.contains(call))) {
        put(shown, interaction(call, agent));
        for (SpecificRecord record : all) {
          for (Message message : messages(record, call)) {
            if (!message.isForSupervisors() || viewer instanceof Viewer.Supervisor) {
              put(shown, MessageJson.of(message));
            }
          }
        }
      }
    }
    return shown;
  }

  private static void put(Map<String, String> shown, String text) {
    JsonNode message = DesksProperties.parse(text);
    if (message.path("type").asText().equals("interaction")) {
      ((ObjectNode) message).remove("at");
    }
    shown.put(DesksProperties.key(message), message.toString());
  }

  private String interaction(String call, Optional<String> agent) {
    Instant began = started.getOrDefault(call, START);
    return MessageJson.of(new Message.Interaction(call, agent, ended.contains(call), began, began));
  }

  /** Of the last record that tells one. */
  private Optional<String> agentOf(String call) {
    Optional<String> last = Optional.empty();
    for (SpecificRecord record : all) {
      @Nullable String named =
          switch (record) {
            case Cue cue when cue.getInteractionId().equals(call) -> cue.getAgentId();
            case DisclosureState step
                when step.getInteractionId().equals(call) && step.getMode() == Mode.LIVE ->
                step.getAgentId();
            case Insight insight when insight.getInteractionId().equals(call) ->
                insight.getAgentId();
            case Violation violation when violation.getInteractionId().equals(call) ->
                violation.getAgentId();
            case Scorecard card when card.getInteractionId().equals(call) -> card.getAgentId();
            default -> null;
          };
      if (named != null) {
        last = Optional.of(named);
      }
    }
    return last;
  }

  private static List<? extends Message> messages(SpecificRecord record, String call) {
    return switch (record) {
      case Cue cue when cue.getInteractionId().equals(call) -> List.of(Messages.of(cue));
      case DisclosureState step
          when step.getInteractionId().equals(call) && step.getMode() == Mode.LIVE ->
          List.of(Messages.of(step));
      case Insight insight when insight.getInteractionId().equals(call) ->
          List.of(Messages.of(insight, insight.getCards().getFirst()));
      case Violation violation when violation.getInteractionId().equals(call) ->
          List.of(Messages.of(violation, Optional.empty()));
      case Feedback feedback when feedback.getInteractionId().equals(call) ->
          List.of(Messages.of(feedback));
      default -> List.of();
    };
  }
}
