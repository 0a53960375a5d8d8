package io.cueline.topology.compliance;

import io.cueline.schemas.Evidence;
import io.cueline.schemas.NearMissReason;
import io.cueline.schemas.Step;
import io.cueline.schemas.ViolationKind;
import io.cueline.topology.compliance.Decision.NearMissed;
import io.cueline.topology.compliance.Decision.RuleStamp;
import io.cueline.topology.compliance.Decision.ViolationDecided;
import io.cueline.topology.compliance.Prohibited.Phase;
import io.cueline.topology.rules.Cooldown;
import io.cueline.topology.rules.Hit;
import io.cueline.topology.rules.ProhibitedRule;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** {@code IDLE → KEYWORD_MATCH → VIOLATION → COOLDOWN → IDLE}, design 5. */
final class ProhibitedMachine {

  private ProhibitedMachine() {}

  /**
   * @param hits of this rule, in the order of the text
   */
  static void hear(Draft draft, ProhibitedRule rule, List<Hit> hits, Utterance utterance) {
    Prohibited state = thawed(of(draft, rule), utterance.at);
    boolean counts = state.cooldownUtterances() > 0 && rule.speaker().admits(utterance.speaker);
    boolean fired = false;
    for (Hit hit : hits) {
      Evidence evidence = utterance.evidence(rule, hit);
      Optional<NearMissReason> flaw = utterance.flaw(rule, hit);
      if (flaw.isPresent()) {
        nearMiss(draft, rule, flaw.get(), evidence, utterance.at);
        continue;
      }
      state = state.hit();
      if (!fired && state.phase() != Phase.COOLDOWN) {
        state = take(draft, rule, state, evidence);
        fired = state.phase() == Phase.COOLDOWN;
      }
    }
    if (counts) {
      int left = state.cooldownUtterances() - 1;
      state = left == 0 ? state.idle() : state.cooling(Optional.empty(), left);
    }
    keep(draft, rule.id(), state);
  }

  /** Frames were lost: what was heard before them may have been taken back in them. */
  static Prohibited loseFrames(Draft draft, ProhibitedRule rule, Prohibited state, Instant from) {
    if (rule.keepOnGap() || state.phase() != Phase.KEYWORD_MATCH) {
      return state;
    }
    for (Evidence evidence : fresh(rule, state.evidence(), from)) {
      nearMiss(draft, rule, NearMissReason.LOST_IN_GAP, evidence, from);
    }
    return state.idle();
  }

  private static Prohibited take(
      Draft draft, ProhibitedRule rule, Prohibited state, Evidence evidence) {
    List<Evidence> heard = new ArrayList<>(fresh(rule, state.evidence(), evidence.getAt()));
    List<Step> path = new ArrayList<>(heard.isEmpty() ? List.of() : state.path());
    // The same phrase again only refreshes what was heard of it.
    heard.removeIf(earlier -> earlier.getPhrase().equals(evidence.getPhrase()));
    heard.add(evidence);
    if (heard.size() < rule.distinct()) {
      if (path.isEmpty()) {
        path.add(step(Phase.KEYWORD_MATCH.name(), evidence));
      }
      return state.matching(heard, path);
    }
    path.add(step("VIOLATION", evidence));
    return violate(draft, rule, state, heard, path);
  }

  private static Prohibited violate(
      Draft draft, ProhibitedRule rule, Prohibited state, List<Evidence> heard, List<Step> path) {
    Instant at = heard.getLast().getAt();
    ViolationDecided violation =
        new ViolationDecided(
            Ids.violation(draft.id, rule.id(), rule.version(), Ids.positions(heard)),
            ViolationKind.PROHIBITED,
            RuleStamp.of(rule, draft.revision()),
            rule.severity(),
            rule.message(),
            Optional.empty(),
            at,
            draft.agent,
            heard,
            path);
    draft.decide(violation);
    Prohibited after = Cues.interrupt(draft, rule, state.violated(at), violation);
    return switch (rule.cooldown()) {
      case Cooldown.Time(var time) -> after.cooling(Optional.of(at.plus(time)), 0);
      case Cooldown.Utterances(int n) -> after.cooling(Optional.empty(), n);
    };
  }

  /** A cooldown by time ends without a timer: nobody can tell before the next utterance. */
  private static Prohibited thawed(Prohibited state, Instant now) {
    boolean over = state.cooldownUntil().filter(until -> !until.isAfter(now)).isPresent();
    return over ? state.idle() : state;
  }

  private static List<Evidence> fresh(ProhibitedRule rule, List<Evidence> heard, Instant now) {
    return rule.within()
        .map(
            within ->
                heard.stream()
                    .filter(evidence -> !evidence.getAt().plus(within).isBefore(now))
                    .toList())
        .orElse(heard);
  }

  static void nearMiss(
      Draft draft,
      io.cueline.topology.rules.Rule rule,
      NearMissReason reason,
      Evidence evidence,
      Instant at) {
    draft.decide(new NearMissed(RuleStamp.of(rule, draft.revision()), reason, evidence, at));
  }

  private static Step step(String state, Evidence evidence) {
    return new Step(state, evidence.getAt(), evidence.getPosition());
  }

  private static Prohibited of(Draft draft, ProhibitedRule rule) {
    return draft.rules.get(rule.id()) instanceof Prohibited known ? known : Prohibited.START;
  }

  private static void keep(Draft draft, String ruleId, Prohibited state) {
    if (state.equals(Prohibited.START)) {
      draft.rules.remove(ruleId);
    } else {
      draft.rules.put(ruleId, state);
    }
  }
}
