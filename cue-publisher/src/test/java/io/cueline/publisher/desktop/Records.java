package io.cueline.publisher.desktop;

import io.cueline.schemas.Adoption;
import io.cueline.schemas.Card;
import io.cueline.schemas.Cue;
import io.cueline.schemas.CueChange;
import io.cueline.schemas.CueItem;
import io.cueline.schemas.CueKind;
import io.cueline.schemas.DisclosureState;
import io.cueline.schemas.EndCause;
import io.cueline.schemas.Feedback;
import io.cueline.schemas.Insight;
import io.cueline.schemas.Mode;
import io.cueline.schemas.Position;
import io.cueline.schemas.Scorecard;
import io.cueline.schemas.Severity;
import io.cueline.schemas.Violation;
import io.cueline.schemas.ViolationKind;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Records as the topology writes them; decided when they happen. */
public final class Records {

  public static final Instant START = Instant.parse("2026-03-04T10:00:00Z");

  private Records() {}

  public static Cue interrupt(
      String call, @Nullable String agent, String cueId, int number, CueChange change, Instant at) {
    return cue(call, agent, cueId, number, change, at).setKind(CueKind.INTERRUPT).build();
  }

  public static Cue banner(
      String call, @Nullable String agent, String cueId, int number, CueChange change, Instant at) {
    return cue(call, agent, cueId, number, change, at).setKind(CueKind.DISCLOSURE).build();
  }

  private static Cue.Builder cue(
      String call, @Nullable String agent, String cueId, int number, CueChange change, Instant at) {
    boolean closed = change == CueChange.CLOSED;
    return Cue.newBuilder()
        .setCueId(cueId)
        .setNumber(number)
        .setTenant("demo")
        .setInteractionId(call)
        .setKind(CueKind.INTERRUPT)
        .setChange(change)
        .setTitle("No guarantees")
        .setMessage("Verify disclosure.")
        .setSeverity(Severity.HIGH)
        .setItems(
            closed ? List.of() : List.of(new CueItem("no-guarantees", 1, "Verify disclosure.")))
        .setCloseReason(closed ? "said" : null)
        .setAgentId(agent)
        .setOpenedAt(at)
        .setAt(at)
        .setReceivedAt(at)
        .setDecidedAt(at);
  }

  public static DisclosureState disclosure(
      String call, @Nullable String agent, String ruleId, String state, Mode mode, Instant at) {
    return DisclosureState.newBuilder()
        .setTenant("demo")
        .setInteractionId(call)
        .setRuleId(ruleId)
        .setRuleVersion(1)
        .setTitle("Recording notice")
        .setMode(mode)
        .setState(state)
        .setAt(at)
        .setDueAt(state.equals("PENDING") ? at.plusSeconds(30) : null)
        .setAgentId(agent)
        .setDecidedAt(at)
        .build();
  }

  public static Insight insight(String call, @Nullable String agent, String cardId, Instant at) {
    return Insight.newBuilder()
        .setInsightId("insight-" + cardId)
        .setTenant("demo")
        .setInteractionId(call)
        .setCards(
            List.of(new Card(cardId, "Fees", 1, 0.9, "kb/" + cardId, "No fee.", List.of("fee"))))
        .setAt(at)
        .setAgentId(agent)
        .setReceivedAt(at)
        .setDecidedAt(at)
        .setAnsweredAt(at)
        .build();
  }

  public static Violation violation(
      String call, @Nullable String agent, String id, ViolationKind kind, Mode mode, Instant at) {
    return Violation.newBuilder()
        .setViolationId(id)
        .setTenant("demo")
        .setInteractionId(call)
        .setKind(kind)
        .setRuleId("no-guarantees")
        .setRuleVersion(1)
        .setRuleHash("0")
        .setRevision(1)
        .setMode(mode)
        .setSeverity(Severity.HIGH)
        .setMessage("Verify disclosure.")
        .setAt(at)
        .setAgentId(agent)
        .setDecidedAt(at)
        .setReceivedAt(at)
        .build();
  }

  /**
   * @param endedAt null while the call goes on
   */
  public static Scorecard scorecard(
      String call, List<String> agents, Instant startedAt, @Nullable Instant endedAt, Instant at) {
    return Scorecard.newBuilder()
        .setTenant("demo")
        .setInteractionId(call)
        .setStartedAt(startedAt)
        .setAdoptions(List.of(new Adoption(1L, new Position("s", 1L, 0L), startedAt)))
        .setEndedAt(endedAt)
        .setEndCause(endedAt == null ? null : EndCause.FRAME)
        .setAgentIds(agents)
        .setAgentId(agents.isEmpty() ? null : agents.getLast())
        .setDecidedAt(at)
        .build();
  }

  /** A call that goes on with another agent. */
  public static Scorecard assigned(String call, String agent, Instant startedAt, Instant at) {
    Scorecard card = scorecard(call, List.of(agent), startedAt, null, at);
    return Scorecard.newBuilder(card).setAssignedAt(at).build();
  }

  public static Feedback feedback(
      String call, @Nullable String agent, String subject, String action, Instant at) {
    return Feedback.newBuilder()
        .setTenant("demo")
        .setInteractionId(call)
        .setSubjectId(subject)
        .setAction(action)
        .setAgentId(agent)
        .setAt(at)
        .setReceivedAt(at)
        .build();
  }
}
