package io.cueline.topology.compliance;

import io.cueline.schemas.EndCause;
import io.cueline.schemas.Position;
import io.cueline.schemas.RuleOutcome;
import io.cueline.topology.fragments.FragmentEvent;
import io.cueline.topology.rules.ProhibitedRule;
import io.cueline.topology.rules.RequiredRule;
import io.cueline.topology.rules.Rule;
import io.cueline.topology.rules.RuleSnapshot;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The end of an interaction: outcomes settled, cues closed, words flushed, the card written. */
final class Ending {

  private Ending() {}

  /**
   * @param rules those the interaction has adopted
   * @param source whose time the marker goes by
   * @param by the frame that ended it, null for silence
   */
  static Kept.Ended end(
      Draft draft,
      RuleSnapshot rules,
      String source,
      Instant at,
      EndCause cause,
      @Nullable Position by) {
    List<RuleOutcome> outcomes = new ArrayList<>();
    int clear = 0;
    if (draft.utterances > 0) {
      for (Rule rule : rules.rules()) {
        if (rule instanceof ProhibitedRule && draft.rules.get(rule.id()) == null) {
          clear++;
        } else {
          outcomes.add(outcome(draft, rule, at, by));
        }
      }
    }
    draft.rules.replaceAll(
        (ruleId, state) ->
            state instanceof Prohibited open
                ? Cues.closeInterrupts(draft, open, any -> true, Cues.ENDED, at)
                : state);
    Cues.refreshDisclosures(draft, rules, Cues.ENDED, at);
    new Timeline(draft, rules).flushFragments(new FragmentEvent.Ended(at));
    Decision.End end = new Decision.End(at, cause, clear);
    draft.decide(new Decision.Settled(draft.card(Optional.of(end), outcomes), at));
    return new Kept.Ended(source, at.plus(rules.engine().endedMarker()), draft.seen);
  }

  private static RuleOutcome outcome(Draft draft, Rule rule, Instant at, @Nullable Position by) {
    @Nullable RuleState state = draft.rules.get(rule.id());
    return switch (rule) {
      case ProhibitedRule prohibited -> {
        Prohibited known = state instanceof Prohibited found ? found : Prohibited.START;
        String outcome = known.violations() > 0 ? "VIOLATION" : "CLEAR";
        Instant when = known.lastViolationAt().orElse(at);
        yield card(prohibited, outcome, null, when, known.hits(), known.violations());
      }
      case RequiredRule required -> {
        Required known = state instanceof Required found ? found : Required.dormant(at);
        String outcome = RequiredMachine.end(draft, required, known, at, by);
        boolean settled = outcome.equals(known.phase().name());
        @Nullable String reason =
            outcome.equals("UNDETERMINED") ? known.doubt().map(Enum::name).orElse(null) : null;
        yield card(required, outcome, reason, settled ? known.at() : at, known.hits(), 0);
      }
    };
  }

  private static RuleOutcome card(
      Rule rule, String outcome, @Nullable String reason, Instant at, int hits, int violations) {
    return new RuleOutcome(
        rule.id(),
        rule.version(),
        rule.hash(),
        rule.mode().toAvro(),
        outcome,
        reason,
        at,
        hits,
        violations);
  }
}
