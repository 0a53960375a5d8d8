package io.cueline.topology.compliance;

import io.cueline.schemas.Evidence;
import io.cueline.schemas.Position;
import io.cueline.schemas.Step;
import io.cueline.topology.compliance.RuleState.Doubt;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A required disclosure's machine.
 *
 * @param said heard for certain before its clock started
 * @param startedBy the frame that started its clock; empty while DORMANT
 * @param dueAt where it falls due by time
 * @param utterancesLeft where it falls due by utterances: how many are still to come, else 0
 * @param doubt why it cannot be called not said, the first reason
 * @param trigger the words that started its clock, where words did
 * @param path since DORMANT
 * @param at when it came to this phase
 */
public record Required(
    Phase phase,
    boolean said,
    Optional<Position> startedBy,
    Optional<Instant> dueAt,
    int utterancesLeft,
    Optional<Doubt> doubt,
    List<Evidence> trigger,
    List<Step> path,
    Instant at,
    int hits)
    implements RuleState {

  /** The machine's states; MISSED, NOT_DUE and NOT_APPLICABLE exist only at the end. */
  public enum Phase {
    DORMANT,
    PENDING,
    OVERDUE,
    SATISFIED,
    LATE,
    UNDETERMINED
  }

  public Required {
    trigger = List.copyOf(trigger);
    path = List.copyOf(path);
  }

  static Required dormant(Instant at) {
    return new Required(
        Phase.DORMANT,
        false,
        Optional.empty(),
        Optional.empty(),
        0,
        Optional.empty(),
        List.of(),
        List.of(),
        at,
        0);
  }

  /** Its clock runs and it has not been heard. */
  boolean isOpen() {
    return phase == Phase.PENDING || phase == Phase.OVERDUE;
  }

  Required to(Phase next, Instant when, List<Step> steps) {
    return new Required(
        next,
        said,
        startedBy,
        next == Phase.PENDING ? dueAt : Optional.empty(),
        next == Phase.PENDING ? utterancesLeft : 0,
        doubt,
        trigger,
        steps,
        when,
        hits);
  }

  Required started(Position by, Optional<Instant> due, int utterances, List<Evidence> words) {
    return new Required(
        phase, said, Optional.of(by), due, utterances, doubt, words, path, at, hits);
  }

  Required oneUtteranceLess() {
    return new Required(
        phase, said, startedBy, dueAt, utterancesLeft - 1, doubt, trigger, path, at, hits);
  }

  Required hit() {
    return new Required(
        phase, said, startedBy, dueAt, utterancesLeft, doubt, trigger, path, at, hits + 1);
  }

  Required saidEarly() {
    return new Required(
        phase, true, startedBy, dueAt, utterancesLeft, doubt, trigger, path, at, hits);
  }

  Required doubted(Doubt why) {
    return new Required(
        phase,
        said,
        startedBy,
        dueAt,
        utterancesLeft,
        doubt.or(() -> Optional.of(why)),
        trigger,
        path,
        at,
        hits);
  }
}
