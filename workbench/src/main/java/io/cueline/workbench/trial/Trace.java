package io.cueline.workbench.trial;

import io.cueline.schemas.CueChange;
import io.cueline.schemas.Evidence;
import io.cueline.schemas.Frame;
import io.cueline.schemas.RuleOutcome;
import io.cueline.schemas.ViolationKind;
import io.cueline.topology.compliance.Decision;
import io.cueline.topology.compliance.Decision.CueChanged;
import io.cueline.topology.compliance.Decision.DisclosureStepped;
import io.cueline.topology.compliance.Decision.Settled;
import io.cueline.topology.compliance.Decision.ViolationDecided;
import io.cueline.topology.rules.Mode;
import io.cueline.topology.rules.RequiredRule;
import io.cueline.topology.rules.RuleSnapshot;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What is decided of one call while it is replayed. */
final class Trace {

  private final String interactionId;
  private final RuleSnapshot rules;
  private final Instant zero;
  private final Transcript transcript = new Transcript();
  private final List<Verdict> verdicts = new ArrayList<>();
  private final Map<String, List<Words>> evidence = new HashMap<>();
  private int alerts;

  Trace(String interactionId, RuleSnapshot rules, Instant zero) {
    this.interactionId = interactionId;
    this.rules = rules;
    this.zero = zero;
  }

  String interactionId() {
    return interactionId;
  }

  /** A final utterance, before it is judged. */
  void heard(Frame utterance) {
    transcript.add(utterance);
  }

  /**
   * @return whether the call is over
   */
  boolean decided(Decision decision) {
    switch (decision) {
      case ViolationDecided violation -> violated(violation);
      case DisclosureStepped step -> stepped(step);
      case CueChanged cue -> alerts += cue.change() == CueChange.OPENED ? 1 : 0;
      case Settled settled -> {
        settled.card().outcomes().forEach(this::settle);
        return true;
      }
      case Decision.NearMissed _,
          Decision.Adopted _,
          Decision.Assigned _,
          Decision.QueryFlushed _,
          Decision.FeedbackGiven _ -> {}
    }
    return false;
  }

  JudgedCall judged() {
    verdicts.sort(Comparator.comparingLong(Verdict::atMs).thenComparing(Verdict::ruleId));
    return new JudgedCall(interactionId, verdicts, alerts);
  }

  private void violated(ViolationDecided violation) {
    List<Words> words = violation.evidence().stream().map(this::words).toList();
    if (violation.kind() == ViolationKind.PROHIBITED) {
      verdicts.add(
          new Verdict(
              interactionId,
              violation.rule().ruleId(),
              Verdict.VIOLATION,
              millis(violation.at()),
              words,
              violation.rule().mode(),
              Optional.empty()));
    } else {
      evidence.put(violation.rule().ruleId(), words);
    }
  }

  /** The engine keeps when and where a disclosure was made; which words made it is found again. */
  private void stepped(DisclosureStepped step) {
    boolean said = step.state().equals("SATISFIED") || step.state().equals("LATE");
    if (said && rules.rule(step.rule().ruleId()).orElse(null) instanceof RequiredRule rule) {
      evidence.put(rule.id(), transcript.saying(rule, rules));
    }
  }

  private void settle(RuleOutcome outcome) {
    if (rules.rule(outcome.getRuleId()).orElse(null) instanceof RequiredRule rule) {
      verdicts.add(
          new Verdict(
              interactionId,
              rule.id(),
              outcome.getOutcome(),
              millis(outcome.getAt()),
              evidence.getOrDefault(rule.id(), List.of()),
              outcome.getMode() == io.cueline.schemas.Mode.SHADOW ? Mode.SHADOW : Mode.LIVE,
              Optional.ofNullable(outcome.getReason())));
    }
  }

  private Words words(Evidence from) {
    return new Words(
        from.getText(),
        from.getStart(),
        from.getEnd(),
        from.getSpeaker(),
        transcript.turn(from.getPosition()));
  }

  private long millis(Instant at) {
    return Duration.between(zero, at).toMillis();
  }
}
