package io.cueline.topology.compliance;

import io.cueline.schemas.Adoption;
import io.cueline.schemas.CueChange;
import io.cueline.schemas.CueItem;
import io.cueline.schemas.CueKind;
import io.cueline.schemas.EndCause;
import io.cueline.schemas.Evidence;
import io.cueline.schemas.NearMissReason;
import io.cueline.schemas.Position;
import io.cueline.schemas.RuleOutcome;
import io.cueline.schemas.Severity;
import io.cueline.schemas.Step;
import io.cueline.schemas.ViolationKind;
import io.cueline.topology.fragments.Flush;
import io.cueline.topology.rules.Mode;
import io.cueline.topology.rules.Rule;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Something that was decided. Its content depends on the interaction's frames alone, so it is the
 * same however often it is decided; all texts in it are redacted.
 */
public sealed interface Decision {

  /** On the interaction's clock: the frame's time, or the due time. */
  Instant at();

  /** Which version of a rule decided. */
  record RuleStamp(String ruleId, int version, String hash, long revision, Mode mode) {
    static RuleStamp of(Rule rule, long revision) {
      return new RuleStamp(rule.id(), rule.version(), rule.hash(), revision, rule.mode());
    }
  }

  /** Whose interaction it was at that moment. */
  record Agent(Optional<String> agentId, Optional<String> desktopSession) {
    public static final Agent NOBODY = new Agent(Optional.empty(), Optional.empty());
  }

  /**
   * A violation, or a disclosure missed or undetermined: the audit record.
   *
   * @param reason of what is undetermined
   */
  record ViolationDecided(
      String violationId,
      ViolationKind kind,
      RuleStamp rule,
      Severity severity,
      String message,
      Optional<String> reason,
      Instant at,
      Agent agent,
      List<Evidence> evidence,
      List<Step> path)
      implements Decision {
    public ViolationDecided {
      evidence = List.copyOf(evidence);
      path = List.copyOf(path);
    }
  }

  /**
   * A change of a cue, with the cue's whole present state.
   *
   * @param number counts the changes of this cue from 1
   * @param items empty when closed
   * @param openedAt on the interaction's clock
   */
  record CueChanged(
      String cueId,
      int number,
      CueKind kind,
      CueChange change,
      String title,
      String message,
      Severity severity,
      List<CueItem> items,
      Optional<String> violationId,
      Optional<String> closeReason,
      Agent agent,
      Instant openedAt,
      Instant at)
      implements Decision {
    public CueChanged {
      items = List.copyOf(items);
    }
  }

  /** A required disclosure entered a state. */
  record DisclosureStepped(
      RuleStamp rule,
      String title,
      String state,
      Optional<String> reason,
      Instant at,
      Optional<Instant> dueAt,
      Agent agent)
      implements Decision {}

  /** Something almost counted. */
  record NearMissed(RuleStamp rule, NearMissReason reason, Evidence evidence, Instant at)
      implements Decision {}

  /** The interaction is judged by a revision from here on. */
  record Adopted(Card card, Instant at) implements Decision {}

  /** The interaction is another agent's from here on. */
  record Assigned(Card card, Instant at) implements Decision {}

  /** The interaction is over. */
  record Settled(Card card, Instant at) implements Decision {}

  /** Words wait for an answer. */
  record QueryFlushed(String queryId, Flush flush, Agent agent) implements Decision {
    @Override
    public Instant at() {
      return flush.at();
    }
  }

  /** An agent did something with a cue or a card. */
  record FeedbackGiven(
      String subjectId, String action, Optional<String> agentId, Position position, Instant at)
      implements Decision {}

  /**
   * A scorecard as it stands.
   *
   * @param end empty while the interaction goes on
   * @param agentIds in order of their first assignment
   * @param agent whose it is
   * @param outcomes of the rules of the adopted revision that have anything to tell, by id; empty
   *     while it goes on
   */
  record Card(
      Instant startedAt,
      boolean joinedInProgress,
      List<Adoption> adoptions,
      Optional<End> end,
      List<String> agentIds,
      Agent agent,
      int utterances,
      List<RuleOutcome> outcomes) {
    public Card {
      adoptions = List.copyOf(adoptions);
      agentIds = List.copyOf(agentIds);
      outcomes = List.copyOf(outcomes);
    }
  }

  /**
   * When and how it ended.
   *
   * @param clear prohibited rules of which no phrase was heard: they are not among the outcomes
   */
  record End(Instant at, EndCause cause, int clear) {}
}
