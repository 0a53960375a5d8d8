package io.cueline.topology.compliance;

import io.cueline.schemas.EndCause;
import io.cueline.topology.compliance.RuleState.Doubt;
import io.cueline.topology.compliance.SourceState.Gap;
import io.cueline.topology.fragments.FragmentEvent;
import io.cueline.topology.fragments.FragmentWindows;
import io.cueline.topology.rules.EngineSettings;
import io.cueline.topology.rules.ProhibitedRule;
import io.cueline.topology.rules.RequiredRule;
import io.cueline.topology.rules.RuleSnapshot;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Lets an interaction's time go on: what has fallen due happens, in the order of the due times,
 * with the gaps of its source in between. It comes out the same in one step or in many.
 *
 * <p>Two clocks run: the rules and the end for silence go by the source that last spoke, the
 * fragments by the source that feeds them. Mostly they are one; where they are not, no source's
 * ticks decide what another's frames may still change.
 */
final class Timeline {

  private final Draft draft;
  private final RuleSnapshot rules;
  private Optional<Kept.Ended> ended = Optional.empty();

  /**
   * @param rules those the interaction has adopted
   */
  Timeline(Draft draft, RuleSnapshot rules) {
    this.draft = draft;
    this.rules = rules;
  }

  /** Set once silence has ended the interaction. */
  Optional<Kept.Ended> ended() {
    return ended;
  }

  /**
   * A source's time has come to {@code now}.
   *
   * @param speech what is known of the rules' source so far, whose gaps come first
   * @param ruling its time is the rules' time from now on, even where another's was before
   * @param word by a frame of the interaction itself, which comes too late where silence has ended
   *     it
   */
  void reach(
      String source, Optional<SourceState> speech, Instant now, boolean ruling, boolean word) {
    speech.ifPresent(this::catchUp);
    if (ended.isEmpty()) {
      go(source, now, ruling || source.equals(draft.speech), word);
    }
  }

  /** Takes in the gaps of the rules' source that began since the interaction last looked. */
  void catchUp(SourceState source) {
    for (Gap gap : source.gapsSince(draft.epoch)) {
      go(draft.speech, gap.from(), true, true);
      if (ended.isPresent()) {
        return;
      }
      loseFrames(gap);
    }
    draft.epoch = Math.max(draft.epoch, source.epoch());
  }

  private void go(String source, Instant now, boolean ruling, boolean word) {
    Instant silence = draft.silentSince.plus(rules.engine().idleEnd());
    boolean ends = !silence.isAfter(now) && (word || ruling);
    Instant until = ends ? silence : now;
    if (source.equals(draft.gathering) || word || ends) {
      flushFragments(new FragmentEvent.TimeReached(until));
    }
    if (ruling || ends) {
      fireDue(until);
    }
    if (ends) {
      ended = Optional.of(Ending.end(draft, rules, draft.speech, silence, EndCause.IDLE, null));
    }
  }

  private void fireDue(Instant until) {
    Optional<Instant> next = draft.rules.nextDue();
    while (next.isPresent() && !next.get().isAfter(until)) {
      Instant due = next.get();
      for (String ruleId : List.copyOf(draft.rules.all().keySet())) {
        if (draft.rules.get(ruleId) instanceof Required state && state.dueAt().equals(next)) {
          fire(ruleId, state, due);
        }
      }
      Cues.refreshDisclosures(draft, rules, Cues.SAID, due);
      next = draft.rules.nextDue();
    }
  }

  private void fire(String ruleId, Required state, Instant due) {
    if (rules.rule(ruleId).orElse(null) instanceof RequiredRule rule) {
      draft.rules.put(ruleId, RequiredMachine.due(draft, rule, state, due, null));
    } else {
      draft.rules.remove(ruleId);
    }
  }

  private void loseFrames(Gap gap) {
    draft.rules.replaceAll(
        (ruleId, state) ->
            rules.rule(ruleId).orElse(null) instanceof ProhibitedRule rule
                    && state instanceof Prohibited known
                ? ProhibitedMachine.loseFrames(draft, rule, known, gap.from())
                : state);
    draft.rules.removeIf((ruleId, state) -> state.equals(Prohibited.START));
    draft.doubtOpenDisclosures(Doubt.GAP);
    draft.tail = Optional.empty();
    if (draft.silentSince.isBefore(gap.to())) {
      draft.silentSince = gap.to();
    }
  }

  void flushFragments(FragmentEvent event) {
    var step = draft.fragments.on(event, windows(rules.engine()));
    draft.fragments = step.next();
    draft.flushed(step.flushes());
  }

  /** When to look at it next, by the source whose time it is. */
  Map<String, Instant> wakes() {
    Instant ruling = draft.silentSince.plus(rules.engine().idleEnd());
    Optional<Instant> due = draft.rules.nextDue();
    if (due.isPresent() && due.get().isBefore(ruling)) {
      ruling = due.get();
    }
    Optional<Instant> flush = draft.fragments.nextDue(windows(rules.engine()));
    if (flush.isEmpty()) {
      return Map.of(draft.speech, ruling);
    }
    if (!draft.gathering.equals(draft.speech)) {
      return Map.of(draft.speech, ruling, draft.gathering, flush.get());
    }
    return Map.of(draft.speech, flush.get().isBefore(ruling) ? flush.get() : ruling);
  }

  private static FragmentWindows windows(EngineSettings engine) {
    return new FragmentWindows(engine.fragmentIdle(), engine.fragmentMax());
  }
}
