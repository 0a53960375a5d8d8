package io.cueline.topology.compliance;

import io.cueline.schemas.Evidence;
import io.cueline.schemas.Step;
import io.cueline.topology.compliance.RuleState.InterruptCue;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A prohibited rule's machine.
 *
 * @param evidence KEYWORD_MATCH: the last hit of each phrase heard, oldest first
 * @param path since it was last IDLE
 * @param cooldownUntil COOLDOWN by time: its end
 * @param cooldownUtterances COOLDOWN by utterances: how many of them are still to come, else 0
 * @param lastViolationAt empty before the first
 * @param cues those open, oldest first
 */
public record Prohibited(
    Phase phase,
    List<Evidence> evidence,
    List<Step> path,
    Optional<Instant> cooldownUntil,
    int cooldownUtterances,
    int hits,
    int violations,
    Optional<Instant> lastViolationAt,
    List<InterruptCue> cues)
    implements RuleState {

  static final Prohibited START =
      new Prohibited(
          Phase.IDLE, List.of(), List.of(), Optional.empty(), 0, 0, 0, Optional.empty(), List.of());

  /** The machine's states; VIOLATION is passed through at once. */
  public enum Phase {
    IDLE,
    KEYWORD_MATCH,
    COOLDOWN
  }

  public Prohibited {
    evidence = List.copyOf(evidence);
    path = List.copyOf(path);
    cues = List.copyOf(cues);
  }

  Prohibited idle() {
    return new Prohibited(
        Phase.IDLE,
        List.of(),
        List.of(),
        Optional.empty(),
        0,
        hits,
        violations,
        lastViolationAt,
        cues);
  }

  Prohibited matching(List<Evidence> heard, List<Step> steps) {
    return new Prohibited(
        Phase.KEYWORD_MATCH,
        heard,
        steps,
        Optional.empty(),
        0,
        hits,
        violations,
        lastViolationAt,
        cues);
  }

  Prohibited cooling(Optional<Instant> until, int utterances) {
    return new Prohibited(
        Phase.COOLDOWN,
        List.of(),
        List.of(),
        until,
        utterances,
        hits,
        violations,
        lastViolationAt,
        cues);
  }

  Prohibited violated(Instant at) {
    return new Prohibited(
        phase,
        evidence,
        path,
        cooldownUntil,
        cooldownUtterances,
        hits,
        violations + 1,
        Optional.of(at),
        cues);
  }

  Prohibited hit() {
    return new Prohibited(
        phase,
        evidence,
        path,
        cooldownUntil,
        cooldownUtterances,
        hits + 1,
        violations,
        lastViolationAt,
        cues);
  }

  Prohibited withCues(List<InterruptCue> open) {
    return new Prohibited(
        phase,
        evidence,
        path,
        cooldownUntil,
        cooldownUtterances,
        hits,
        violations,
        lastViolationAt,
        open);
  }
}
