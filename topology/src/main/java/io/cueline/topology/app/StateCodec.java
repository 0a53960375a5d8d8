package io.cueline.topology.app;

import io.cueline.schemas.StoredAgent;
import io.cueline.schemas.StoredDisclosureCue;
import io.cueline.schemas.StoredEnded;
import io.cueline.schemas.StoredEntry;
import io.cueline.schemas.StoredGap;
import io.cueline.schemas.StoredGathering;
import io.cueline.schemas.StoredInteraction;
import io.cueline.schemas.StoredSeen;
import io.cueline.schemas.StoredSource;
import io.cueline.schemas.StoredTail;
import io.cueline.schemas.StoredTurn;
import io.cueline.schemas.StoredWake;
import io.cueline.topology.compliance.Decision.Agent;
import io.cueline.topology.compliance.InteractionState;
import io.cueline.topology.compliance.InteractionState.DisclosureCue;
import io.cueline.topology.compliance.InteractionState.Seen;
import io.cueline.topology.compliance.InteractionState.Tail;
import io.cueline.topology.compliance.Kept;
import io.cueline.topology.compliance.RuleState;
import io.cueline.topology.compliance.SourceState;
import io.cueline.topology.fragments.FragmentBuffer;
import io.cueline.topology.fragments.Gathering;
import io.cueline.topology.fragments.Heard;
import io.cueline.topology.fragments.PastTurn;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The engine's states as the records that the store holds, and back. */
final class StateCodec {

  private StateCodec() {}

  static StoredEntry write(Kept kept) {
    return new StoredEntry(
        switch (kept) {
          case InteractionState state -> write(state);
          case Kept.Ended ended ->
              new StoredEnded(ended.source(), ended.until(), writeSeen(ended.seen()));
        });
  }

  static StoredEntry write(SourceState source) {
    return new StoredEntry(
        new StoredSource(
            source.epoch(),
            source.listeningSince().orElse(null),
            source.announcesStart(),
            source.gaps().stream()
                .map(gap -> new StoredGap(gap.epoch(), gap.from(), gap.to()))
                .toList()));
  }

  /**
   * @throws IllegalStateException where the entry is a source's
   */
  static Kept readKept(StoredEntry entry) {
    return switch (entry.getEntry()) {
      case StoredInteraction state -> read(state);
      case StoredEnded ended ->
          new Kept.Ended(ended.getSource(), ended.getUntil(), readSeen(ended.getSeen()));
      default -> throw new IllegalStateException("no interaction's entry");
    };
  }

  /**
   * @throws IllegalStateException where the entry is an interaction's
   */
  static SourceState readSource(StoredEntry entry) {
    if (entry.getEntry() instanceof StoredSource source) {
      return new SourceState(
          source.getEpoch(),
          Optional.ofNullable(source.getListeningSince()),
          source.getAnnouncesStart(),
          source.getGaps().stream()
              .map(gap -> new SourceState.Gap(gap.getEpoch(), gap.getFrom(), gap.getTo()))
              .toList());
    }
    throw new IllegalStateException("no source's entry");
  }

  private static StoredInteraction write(InteractionState state) {
    return StoredInteraction.newBuilder()
        .setSpeech(state.speech())
        .setEpoch(state.epoch())
        .setHeard(state.heard())
        .setHeardAfterMs(state.heardAfter().map(Duration::toMillis).orElse(null))
        .setJoined(state.joined())
        .setStartedAt(state.startedAt())
        .setClock(state.clock())
        .setSilentSince(state.silentSince())
        .setGathering(state.gathering())
        .setSeen(writeSeen(state.seen()))
        .setUtterances(state.utterances())
        .setAdoptions(state.adoptions())
        .setAgent(write(state.agent()))
        .setAnnounced(state.announced().map(StateCodec::write).orElse(null))
        .setOlder(state.older())
        .setAgentIds(state.agentIds())
        .setProhibited(RuleStateCodec.prohibited(state.rules()))
        .setRequired(RuleStateCodec.required(state.rules()))
        .setCue(state.cue().map(StateCodec::write).orElse(null))
        .setTail(state.tail().map(tail -> new StoredTail(tail.speaker(), tail.text())).orElse(null))
        .setGatherings(state.fragments().gatherings().stream().map(StateCodec::write).toList())
        .setTurns(
            state.fragments().turns().stream()
                .map(turn -> new StoredTurn(turn.speaker(), turn.text()))
                .toList())
        .setLastSaid(state.fragments().lastSaid())
        .setHeardText(state.fragments().heard().text())
        .setHeardDropped(state.fragments().heard().dropped())
        .setWakes(
            new TreeMap<>(state.wakes())
                .entrySet().stream()
                    .map(wake -> new StoredWake(wake.getKey(), wake.getValue()))
                    .toList())
        .build();
  }

  private static InteractionState read(StoredInteraction stored) {
    SortedMap<String, RuleState> rules = new TreeMap<>();
    stored.getProhibited().forEach(each -> rules.put(each.getRuleId(), RuleStateCodec.read(each)));
    stored.getRequired().forEach(each -> rules.put(each.getRuleId(), RuleStateCodec.read(each)));
    return new InteractionState(
        stored.getSpeech(),
        stored.getEpoch(),
        stored.getHeard(),
        Optional.ofNullable(stored.getHeardAfterMs()).map(Duration::ofMillis),
        stored.getJoined(),
        stored.getStartedAt(),
        stored.getClock(),
        stored.getSilentSince(),
        stored.getGathering(),
        readSeen(stored.getSeen()),
        stored.getUtterances(),
        stored.getAdoptions(),
        read(stored.getAgent()),
        Optional.ofNullable(stored.getAnnounced()).map(StateCodec::read),
        stored.getOlder(),
        stored.getAgentIds(),
        rules,
        InteractionState.nextDue(rules),
        Optional.ofNullable(stored.getCue()).map(StateCodec::read),
        Optional.ofNullable(stored.getTail())
            .map(tail -> new Tail(tail.getSpeaker(), tail.getText())),
        readFragments(stored),
        wakes(stored));
  }

  /** When to look at an entry next, by source; nothing for a source's entry. */
  static Map<String, Instant> wakes(StoredEntry entry) {
    return switch (entry.getEntry()) {
      case StoredInteraction state -> wakes(state);
      case StoredEnded ended -> Map.of(ended.getSource(), ended.getUntil());
      default -> Map.of();
    };
  }

  private static Map<String, Instant> wakes(StoredInteraction stored) {
    return stored.getWakes().stream()
        .collect(Collectors.toMap(StoredWake::getSource, StoredWake::getAt));
  }

  private static FragmentBuffer readFragments(StoredInteraction stored) {
    return new FragmentBuffer(
        stored.getGatherings().stream().map(StateCodec::read).toList(),
        stored.getTurns().stream()
            .map(turn -> new PastTurn(turn.getSpeaker(), turn.getText()))
            .toList(),
        stored.getLastSaid(),
        new Heard(stored.getHeardText(), stored.getHeardDropped()));
  }

  private static StoredGathering write(Gathering gathering) {
    return new StoredGathering(
        gathering.speaker(),
        gathering.text(),
        gathering.firstAt(),
        gathering.lastAt(),
        gathering.first(),
        gathering.last(),
        gathering.receivedAt());
  }

  private static Gathering read(StoredGathering stored) {
    return new Gathering(
        stored.getSpeaker(),
        stored.getText(),
        stored.getFirstAt(),
        stored.getLastAt(),
        stored.getFirst(),
        stored.getLast(),
        stored.getReceivedAt());
  }

  private static StoredDisclosureCue write(DisclosureCue cue) {
    return new StoredDisclosureCue(cue.cueId(), cue.number(), cue.openedAt(), cue.ruleIds());
  }

  private static DisclosureCue read(StoredDisclosureCue stored) {
    return new DisclosureCue(
        stored.getCueId(), stored.getNumber(), stored.getOpenedAt(), stored.getRuleIds());
  }

  private static StoredAgent write(Agent agent) {
    return new StoredAgent(agent.agentId().orElse(null), agent.desktopSession().orElse(null));
  }

  private static Agent read(StoredAgent stored) {
    @Nullable String agentId = stored.getAgentId();
    return new Agent(Optional.ofNullable(agentId), Optional.ofNullable(stored.getDesktopSession()));
  }

  private static List<StoredSeen> writeSeen(List<Seen> seen) {
    return seen.stream()
        .map(each -> new StoredSeen(each.source(), each.epoch(), each.seq()))
        .toList();
  }

  private static List<Seen> readSeen(List<StoredSeen> stored) {
    return stored.stream()
        .map(each -> new Seen(each.getSource(), each.getEpoch(), each.getSeq()))
        .toList();
  }
}
