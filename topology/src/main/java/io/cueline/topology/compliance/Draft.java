package io.cueline.topology.compliance;

import io.cueline.schemas.Adoption;
import io.cueline.schemas.Frame;
import io.cueline.schemas.Position;
import io.cueline.topology.compliance.Decision.Agent;
import io.cueline.topology.compliance.InteractionState.DisclosureCue;
import io.cueline.topology.compliance.InteractionState.Seen;
import io.cueline.topology.compliance.InteractionState.Tail;
import io.cueline.topology.compliance.RuleState.Doubt;
import io.cueline.topology.fragments.Flush;
import io.cueline.topology.fragments.FragmentBuffer;
import io.cueline.topology.rules.RuleSnapshot;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A state being worked on, and what has been decided on the way. Lives for one event. */
final class Draft {

  /** Connections of which the last sequence number is remembered. */
  private static final int MAX_SEEN = 16;

  /** No source feeds the fragments. */
  static final String NOBODY_YET = "";

  final String id;
  final Instant startedAt;
  final RuleStates rules;
  final List<Decision> decisions = new ArrayList<>(4);
  List<Adoption> adoptions;
  List<Seen> seen;
  List<String> agentIds;

  String speech;
  long epoch;
  boolean heard;
  Optional<Duration> heardAfter;
  boolean joined;
  Instant clock;
  Instant silentSince;
  String gathering;
  int utterances;
  Agent agent;
  Optional<Agent> announced;
  boolean older;
  Optional<DisclosureCue> cue;
  Optional<Tail> tail;
  FragmentBuffer fragments;

  private Draft(String id, InteractionState from) {
    this.id = id;
    this.startedAt = from.startedAt();
    this.rules = new RuleStates(from.rules(), from.nextDue());
    this.adoptions = from.adoptions();
    this.seen = from.seen();
    this.agentIds = from.agentIds();
    this.speech = from.speech();
    this.epoch = from.epoch();
    this.heard = from.heard();
    this.heardAfter = from.heardAfter();
    this.joined = from.joined();
    this.clock = from.clock();
    this.silentSince = from.silentSince();
    this.gathering = from.gathering();
    this.utterances = from.utterances();
    this.agent = from.agent();
    this.announced = from.announced();
    this.older = from.older();
    this.cue = from.cue();
    this.tail = from.tail();
    this.fragments = from.fragments();
  }

  static Draft of(String id, InteractionState state) {
    return new Draft(id, state);
  }

  /** Of an interaction that begins with this frame. */
  static Draft opened(String id, Frame first) {
    String source = first.getSource();
    return new Draft(
        id,
        new InteractionState(
            source,
            first.getEpoch(),
            false,
            Optional.empty(),
            false,
            first.getAt(),
            first.getAt(),
            first.getAt(),
            NOBODY_YET,
            List.of(),
            0,
            List.of(),
            Agent.NOBODY,
            Optional.empty(),
            false,
            List.of(),
            Collections.emptySortedMap(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            FragmentBuffer.EMPTY,
            Map.of()));
  }

  InteractionState state(Map<String, Instant> wakes) {
    return new InteractionState(
        speech,
        epoch,
        heard,
        heardAfter,
        joined,
        startedAt,
        clock,
        silentSince,
        gathering,
        seen,
        utterances,
        adoptions,
        agent,
        announced,
        older,
        agentIds,
        rules.kept(),
        rules.nextDue(),
        cue,
        tail,
        fragments,
        wakes);
  }

  long revision() {
    return adoptions.isEmpty() ? 0 : adoptions.getLast().getRevision();
  }

  /** The rules it is judged by; before its first utterance those in force. */
  RuleSnapshot adopted(RuleBook book) {
    return adoptions.isEmpty() ? book.current() : book.adopted(revision());
  }

  void decide(Decision decision) {
    decisions.add(decision);
  }

  void flushed(List<Flush> flushes) {
    for (Flush flush : flushes) {
      if (flush.asks()) {
        String queryId = Ids.query(id, flush.first(), flush.last());
        decide(new Decision.QueryFlushed(queryId, flush, agent));
      }
    }
  }

  /** Before the first utterance nobody is told: the card of the first adoption names the agent. */
  void assign(Agent next) {
    boolean another = !next.agentId().equals(agent.agentId());
    agent = next;
    next.agentId()
        .filter(known -> !agentIds.contains(known))
        .ifPresent(known -> agentIds = with(agentIds, known));
    if (another && !adoptions.isEmpty()) {
      decide(new Decision.Assigned(card(Optional.empty(), List.of()), clock));
    }
  }

  void adopt(Adoption adoption) {
    adoptions = with(adoptions, adoption);
  }

  private static <T> List<T> with(List<T> list, T last) {
    List<T> all = new ArrayList<>(list);
    all.add(last);
    return List.copyOf(all);
  }

  /** Every disclosure whose clock runs may have been said without being heard. */
  void doubtOpenDisclosures(Doubt why) {
    rules.replaceAll(
        (ruleId, state) ->
            state instanceof Required required && required.isOpen()
                ? required.doubted(why)
                : state);
  }

  Decision.Card card(Optional<Decision.End> end, List<io.cueline.schemas.RuleOutcome> outcomes) {
    return new Decision.Card(
        startedAt, joined, adoptions, end, agentIds, agent, utterances, outcomes);
  }

  static boolean isDuplicate(List<Seen> seen, Frame frame) {
    int known = known(seen, frame);
    return known >= 0 && frame.getSeq() <= seen.get(known).seq();
  }

  static boolean hasSeenEpoch(List<Seen> seen, Frame frame) {
    return known(seen, frame) >= 0;
  }

  void see(Frame frame) {
    seen = withSeen(seen, frame);
  }

  /** The frame's connection last, the oldest forgotten. */
  static List<Seen> withSeen(List<Seen> seen, Frame frame) {
    Seen latest = new Seen(frame.getSource(), frame.getEpoch(), frame.getSeq());
    int known = known(seen, frame);
    if (seen.isEmpty() || (seen.size() == 1 && known == 0)) {
      return List.of(latest);
    }
    List<Seen> all = new ArrayList<>(seen);
    if (known >= 0) {
      all.remove(known);
    }
    all.add(latest);
    return List.copyOf(all.size() > MAX_SEEN ? all.subList(1, all.size()) : all);
  }

  /** Where the frame's connection stands, below 0 where nothing of it has been seen. */
  private static int known(List<Seen> seen, Frame frame) {
    for (int index = seen.size() - 1; index >= 0; index--) {
      Seen last = seen.get(index);
      if (last.epoch() == frame.getEpoch() && last.source().equals(frame.getSource())) {
        return index;
      }
    }
    return -1;
  }

  static Position position(Frame frame) {
    return new Position(frame.getSource(), frame.getEpoch(), frame.getSeq());
  }
}
