package io.cueline.topology.app;

import io.cueline.schemas.Cue;
import io.cueline.schemas.DisclosureState;
import io.cueline.schemas.Feedback;
import io.cueline.schemas.KnowledgeQuery;
import io.cueline.schemas.NearMiss;
import io.cueline.schemas.Scorecard;
import io.cueline.schemas.Turn;
import io.cueline.schemas.Violation;
import io.cueline.topology.compliance.Decision;
import io.cueline.topology.compliance.Decision.Card;
import io.cueline.topology.compliance.Decision.CueChanged;
import io.cueline.topology.compliance.Decision.DisclosureStepped;
import io.cueline.topology.compliance.Decision.End;
import io.cueline.topology.compliance.Decision.FeedbackGiven;
import io.cueline.topology.compliance.Decision.NearMissed;
import io.cueline.topology.compliance.Decision.QueryFlushed;
import io.cueline.topology.compliance.Decision.ViolationDecided;
import java.time.Instant;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/**
 * Decisions as the records that topics hold.
 *
 * @param tenant of the frame that brought them about
 * @param interactionId whose they are
 * @param receivedAt wall clock of reading that frame
 * @param decidedAt wall clock of the decision
 */
public record Records(String tenant, String interactionId, Instant receivedAt, Instant decidedAt) {

  /**
   * A record on its way.
   *
   * @param sink the node that writes it
   */
  public record Outgoing(String sink, String key, SpecificRecord value) {}

  public Outgoing of(Decision decision) {
    return switch (decision) {
      case ViolationDecided violation ->
          new Outgoing(Names.TO_VIOLATIONS, violation.violationId(), record(violation));
      case CueChanged cue -> new Outgoing(Names.TO_CUES, cue.cueId(), record(cue));
      case DisclosureStepped step ->
          new Outgoing(
              Names.TO_DISCLOSURES, interactionId + "/" + step.rule().ruleId(), record(step));
      case NearMissed nearMiss ->
          new Outgoing(Names.TO_NEAR_MISSES, interactionId, record(nearMiss));
      case Decision.Adopted adopted ->
          new Outgoing(Names.TO_SCORECARDS, interactionId, record(adopted.card(), null));
      case Decision.Assigned assigned ->
          new Outgoing(Names.TO_SCORECARDS, interactionId, record(assigned.card(), assigned.at()));
      case Decision.Settled settled ->
          new Outgoing(Names.TO_SCORECARDS, interactionId, record(settled.card(), null));
      case QueryFlushed query -> new Outgoing(Names.TO_QUERIES, interactionId, record(query));
      case FeedbackGiven feedback ->
          new Outgoing(Names.TO_FEEDBACK, interactionId, record(feedback));
    };
  }

  private Violation record(ViolationDecided violation) {
    return Violation.newBuilder()
        .setViolationId(violation.violationId())
        .setTenant(tenant)
        .setInteractionId(interactionId)
        .setKind(violation.kind())
        .setRuleId(violation.rule().ruleId())
        .setRuleVersion(violation.rule().version())
        .setRuleHash(violation.rule().hash())
        .setRevision(violation.rule().revision())
        .setMode(violation.rule().mode().toAvro())
        .setSeverity(violation.severity())
        .setMessage(violation.message())
        .setReason(violation.reason().orElse(null))
        .setAt(violation.at())
        .setAgentId(violation.agent().agentId().orElse(null))
        .setDesktopSession(violation.agent().desktopSession().orElse(null))
        .setEvidence(violation.evidence())
        .setPath(violation.path())
        .setDecidedAt(decidedAt)
        .setReceivedAt(receivedAt)
        .build();
  }

  private Cue record(CueChanged cue) {
    return Cue.newBuilder()
        .setCueId(cue.cueId())
        .setNumber(cue.number())
        .setTenant(tenant)
        .setInteractionId(interactionId)
        .setKind(cue.kind())
        .setChange(cue.change())
        .setTitle(cue.title())
        .setMessage(cue.message())
        .setSeverity(cue.severity())
        .setItems(cue.items())
        .setViolationId(cue.violationId().orElse(null))
        .setCloseReason(cue.closeReason().orElse(null))
        .setAgentId(cue.agent().agentId().orElse(null))
        .setDesktopSession(cue.agent().desktopSession().orElse(null))
        .setOpenedAt(cue.openedAt())
        .setAt(cue.at())
        .setReceivedAt(receivedAt)
        .setDecidedAt(decidedAt)
        .build();
  }

  private DisclosureState record(DisclosureStepped step) {
    return DisclosureState.newBuilder()
        .setTenant(tenant)
        .setInteractionId(interactionId)
        .setRuleId(step.rule().ruleId())
        .setRuleVersion(step.rule().version())
        .setTitle(step.title())
        .setMode(step.rule().mode().toAvro())
        .setState(step.state())
        .setReason(step.reason().orElse(null))
        .setAt(step.at())
        .setDueAt(step.dueAt().orElse(null))
        .setAgentId(step.agent().agentId().orElse(null))
        .setDecidedAt(decidedAt)
        .build();
  }

  private NearMiss record(NearMissed nearMiss) {
    return NearMiss.newBuilder()
        .setTenant(tenant)
        .setInteractionId(interactionId)
        .setRuleId(nearMiss.rule().ruleId())
        .setRuleVersion(nearMiss.rule().version())
        .setRuleHash(nearMiss.rule().hash())
        .setRevision(nearMiss.rule().revision())
        .setReason(nearMiss.reason())
        .setEvidence(nearMiss.evidence())
        .setDecidedAt(decidedAt)
        .build();
  }

  private Scorecard record(Card card, @Nullable Instant assignedAt) {
    return Scorecard.newBuilder()
        .setTenant(tenant)
        .setInteractionId(interactionId)
        .setStartedAt(card.startedAt())
        .setJoinedInProgress(card.joinedInProgress())
        .setAdoptions(card.adoptions())
        .setEndedAt(card.end().map(End::at).orElse(null))
        .setEndCause(card.end().map(End::cause).orElse(null))
        .setAgentIds(card.agentIds())
        .setAgentId(card.agent().agentId().orElse(null))
        .setAssignedAt(assignedAt)
        .setUtterances(card.utterances())
        .setOutcomes(card.outcomes())
        .setClear(card.end().map(End::clear).orElse(0))
        .setDecidedAt(decidedAt)
        .build();
  }

  private KnowledgeQuery record(QueryFlushed query) {
    var flush = query.flush();
    return KnowledgeQuery.newBuilder()
        .setQueryId(query.queryId())
        .setTenant(tenant)
        .setInteractionId(interactionId)
        .setSpeaker(flush.speaker())
        .setText(flush.text())
        .setHistory(
            flush.history().stream().map(turn -> new Turn(turn.speaker(), turn.text())).toList())
        .setCause(flush.cause())
        .setFirst(flush.first())
        .setLast(flush.last())
        .setAt(flush.at())
        .setAgentId(query.agent().agentId().orElse(null))
        .setDesktopSession(query.agent().desktopSession().orElse(null))
        .setReceivedAt(flush.receivedAt())
        .setDecidedAt(decidedAt)
        .build();
  }

  private Feedback record(FeedbackGiven feedback) {
    return Feedback.newBuilder()
        .setTenant(tenant)
        .setInteractionId(interactionId)
        .setSubjectId(feedback.subjectId())
        .setAction(feedback.action())
        .setAgentId(feedback.agentId().orElse(null))
        .setPosition(feedback.position())
        .setAt(feedback.at())
        .setReceivedAt(receivedAt)
        .build();
  }
}
