package io.cueline.topology.compliance;

import io.cueline.schemas.Evidence;
import io.cueline.schemas.NearMissReason;
import io.cueline.schemas.Position;
import io.cueline.schemas.Step;
import io.cueline.schemas.ViolationKind;
import io.cueline.topology.compliance.Decision.DisclosureStepped;
import io.cueline.topology.compliance.Decision.RuleStamp;
import io.cueline.topology.compliance.Decision.ViolationDecided;
import io.cueline.topology.compliance.Required.Phase;
import io.cueline.topology.compliance.RuleState.Doubt;
import io.cueline.topology.rules.After;
import io.cueline.topology.rules.Hit;
import io.cueline.topology.rules.RequiredRule;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * {@code DORMANT → PENDING → SATISFIED}, or {@code PENDING → OVERDUE → LATE | MISSED}, design 5.
 */
final class RequiredMachine {

  private RequiredMachine() {}

  /** What an utterance holds for a rule. */
  private record Heard(List<Evidence> said, List<Evidence> triggers, Set<Doubt> doubts) {}

  /**
   * @param hits of this rule, in the order of the text
   * @param first it is the interaction's first utterance
   * @param undecided it may be among the words, but looking for it was too much work
   */
  static void hear(
      Draft draft,
      RequiredRule rule,
      List<Hit> hits,
      Utterance utterance,
      boolean first,
      boolean undecided) {
    @Nullable RuleState known = draft.rules.get(rule.id());
    Required state = known instanceof Required required ? required : Required.dormant(utterance.at);
    if (hits.isEmpty() && !undecided && !first && isUnmoved(state, rule, utterance)) {
      return;
    }
    Heard heard = sift(draft, rule, hits, utterance);
    if (undecided && rule.speaker().admits(utterance.speaker)) {
      heard.doubts.add(Doubt.TOO_MUCH_WORK);
    }
    boolean starts =
        state.phase() == Phase.DORMANT
            && switch (rule.after()) {
              case After.Start() -> first;
              case After.Heard ignored -> !heard.triggers.isEmpty();
            };
    for (int hit = 0; hit < heard.said.size(); hit++) {
      state = state.hit();
    }
    Required next =
        starts
            ? start(draft, rule, state, heard, utterance)
            : goOn(draft, rule, state, heard, utterance);
    if (!next.equals(Required.dormant(utterance.at))) {
      draft.rules.put(rule.id(), next);
    }
  }

  /** By words that hold nothing for the rule. */
  private static boolean isUnmoved(Required state, RequiredRule rule, Utterance utterance) {
    return !state.isOpen() || (state.utterancesLeft() == 0 && !utterance.isInOtherLanguage(rule));
  }

  private static Heard sift(Draft draft, RequiredRule rule, List<Hit> hits, Utterance utterance) {
    Heard heard = new Heard(new ArrayList<>(), new ArrayList<>(), EnumSet.noneOf(Doubt.class));
    for (Hit hit : hits) {
      Evidence evidence = utterance.evidence(rule, hit);
      Optional<NearMissReason> flaw = utterance.flaw(rule, hit);
      if (hit.role() == Hit.Role.AFTER) {
        if (flaw.isEmpty()) {
          heard.triggers.add(evidence);
        }
      } else if (flaw.isEmpty()) {
        heard.said.add(evidence);
      } else {
        ProhibitedMachine.nearMiss(draft, rule, flaw.get(), evidence, utterance.at);
        if (flaw.get() == NearMissReason.UNKNOWN_SPEAKER) {
          heard.doubts.add(Doubt.UNKNOWN_SPEAKER);
        } else if (flaw.get() == NearMissReason.LOW_CONFIDENCE) {
          heard.doubts.add(Doubt.LOW_CONFIDENCE);
        }
      }
    }
    return heard;
  }

  private static Required start(
      Draft draft, RequiredRule rule, Required state, Heard heard, Utterance utterance) {
    Required started =
        state.started(
            utterance.position,
            rule.due().time().map(utterance.at::plus),
            rule.due().utterances().orElse(0),
            heard.triggers.isEmpty() ? List.of() : List.of(heard.triggers.getFirst()));
    if (state.said() || !heard.said.isEmpty()) {
      return step(draft, rule, started, Phase.SATISFIED, utterance.at, utterance.position);
    }
    if (rule.after() instanceof After.Start && draft.joined) {
      started = started.doubted(Doubt.JOINED_IN_PROGRESS);
    }
    Required pending = step(draft, rule, started, Phase.PENDING, utterance.at, utterance.position);
    Required doubted = doubted(rule, pending, heard, utterance);
    // The first utterance is one of those that its speaker has; words that start a clock are not.
    return rule.after() instanceof After.Start ? counted(draft, rule, doubted, utterance) : doubted;
  }

  /** One of the utterances it has, where it has so many, went by without it. */
  private static Required counted(
      Draft draft, RequiredRule rule, Required state, Utterance utterance) {
    if (state.utterancesLeft() == 0 || !rule.speaker().admits(utterance.speaker)) {
      return state;
    }
    Required counted = state.oneUtteranceLess();
    return counted.utterancesLeft() > 0
        ? counted
        : due(draft, rule, counted, utterance.at, utterance.position);
  }

  private static Required goOn(
      Draft draft, RequiredRule rule, Required state, Heard heard, Utterance utterance) {
    boolean said = !heard.said.isEmpty();
    Required now = doubted(rule, state, heard, utterance);
    return switch (now.phase()) {
      case DORMANT -> said ? now.saidEarly() : now;
      case PENDING -> {
        if (said) {
          yield step(draft, rule, now, Phase.SATISFIED, utterance.at, utterance.position);
        }
        yield counted(draft, rule, now, utterance);
      }
      case OVERDUE ->
          said ? step(draft, rule, now, Phase.LATE, utterance.at, utterance.position) : now;
      case SATISFIED, LATE, UNDETERMINED -> state;
    };
  }

  private static Required doubted(
      RequiredRule rule, Required state, Heard heard, Utterance utterance) {
    Required now = state;
    if (now.isOpen()
        && rule.speaker().admits(utterance.speaker)
        && utterance.isInOtherLanguage(rule)) {
      now = now.doubted(Doubt.OTHER_LANGUAGE);
    }
    for (Doubt doubt : heard.doubts) {
      now = now.doubted(doubt);
    }
    return now;
  }

  /**
   * Its due time, or the last utterance it had.
   *
   * @param by null for a timer
   */
  static Required due(
      Draft draft, RequiredRule rule, Required state, Instant at, @Nullable Position by) {
    if (state.doubt().isPresent()) {
      return unproven(
          draft, rule, state, ViolationKind.UNDETERMINED, at, by, Phase.UNDETERMINED.name());
    }
    return step(draft, rule, state, Phase.OVERDUE, at, by);
  }

  /** The interaction is over: an open disclosure becomes what it will stay. */
  static String end(
      Draft draft, RequiredRule rule, Required state, Instant at, @Nullable Position by) {
    return switch (state.phase()) {
      case DORMANT -> closed(draft, rule, "NOT_APPLICABLE", at);
      case PENDING -> closed(draft, rule, "NOT_DUE", at);
      case OVERDUE -> {
        boolean doubted = state.doubt().isPresent();
        ViolationKind kind = doubted ? ViolationKind.UNDETERMINED : ViolationKind.MISSED;
        unproven(draft, rule, state, kind, at, by, kind.name());
        yield kind.name();
      }
      case SATISFIED, LATE, UNDETERMINED -> state.phase().name();
    };
  }

  private static String closed(Draft draft, RequiredRule rule, String outcome, Instant at) {
    draft.decide(stepped(draft, rule, outcome, Optional.empty(), at, Optional.empty()));
    return outcome;
  }

  private static Required unproven(
      Draft draft,
      RequiredRule rule,
      Required state,
      ViolationKind kind,
      Instant at,
      @Nullable Position by,
      String name) {
    Optional<String> reason =
        kind == ViolationKind.UNDETERMINED ? state.doubt().map(Doubt::name) : Optional.empty();
    List<Step> path = new ArrayList<>(state.path());
    path.add(new Step(name, at, by));
    draft.decide(
        new ViolationDecided(
            Ids.violation(draft.id, rule.id(), rule.version(), state.startedBy().stream().toList()),
            kind,
            RuleStamp.of(rule, draft.revision()),
            rule.severity(),
            rule.message(),
            reason,
            at,
            draft.agent,
            state.trigger(),
            path));
    draft.decide(stepped(draft, rule, name, reason, at, Optional.empty()));
    return state.to(Phase.UNDETERMINED, at, path);
  }

  private static Required step(
      Draft draft,
      RequiredRule rule,
      Required state,
      Phase phase,
      Instant at,
      @Nullable Position by) {
    List<Step> path = new ArrayList<>(state.path());
    path.add(new Step(phase.name(), at, by));
    Required next = state.to(phase, at, path);
    draft.decide(stepped(draft, rule, phase.name(), Optional.empty(), at, next.dueAt()));
    return next;
  }

  private static DisclosureStepped stepped(
      Draft draft,
      RequiredRule rule,
      String state,
      Optional<String> reason,
      Instant at,
      Optional<Instant> dueAt) {
    return new DisclosureStepped(
        RuleStamp.of(rule, draft.revision()), rule.title(), state, reason, at, dueAt, draft.agent);
  }
}
