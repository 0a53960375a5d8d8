package io.cueline.topology.compliance;

import io.cueline.schemas.CueChange;
import io.cueline.schemas.CueItem;
import io.cueline.schemas.CueKind;
import io.cueline.schemas.Position;
import io.cueline.schemas.Severity;
import io.cueline.topology.compliance.Decision.CueChanged;
import io.cueline.topology.compliance.Decision.ViolationDecided;
import io.cueline.topology.compliance.InteractionState.DisclosureCue;
import io.cueline.topology.compliance.RuleState.InterruptCue;
import io.cueline.topology.rules.Mode;
import io.cueline.topology.rules.ProhibitedRule;
import io.cueline.topology.rules.RequiredRule;
import io.cueline.topology.rules.RuleSnapshot;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** What the agent sees: a cue for each violation, one cue for all overdue disclosures together. */
final class Cues {

  static final String SAID = "said";
  static final String ENDED = "ended";
  static final String ACKNOWLEDGED = "acknowledged";
  static final String REMOVED = "removed";

  private static final String INTERRUPT_TITLE = "Compliance alert";
  private static final String INTERRUPT_MESSAGE = "Review required.";
  private static final String DISCLOSURE_TITLE = "Missing Mandatory Compliance Disclosure";

  private Cues() {}

  /** Opens the cue of a live violation; a shadow rule's stays unseen. */
  static Prohibited interrupt(
      Draft draft, ProhibitedRule rule, Prohibited state, ViolationDecided violation) {
    if (rule.mode() != Mode.LIVE) {
      return state;
    }
    InterruptCue cue =
        new InterruptCue(
            Ids.interruptCue(violation.violationId()),
            violation.violationId(),
            1,
            rule.version(),
            INTERRUPT_TITLE,
            rule.message().isBlank() ? INTERRUPT_MESSAGE : rule.message(),
            rule.severity(),
            violation.at());
    CueItem item = new CueItem(rule.id(), rule.version(), cue.message());
    draft.decide(
        changed(draft, cue, CueChange.OPENED, List.of(item), Optional.empty(), violation.at()));
    List<InterruptCue> open = new ArrayList<>(state.cues());
    open.add(cue);
    return state.withCues(open);
  }

  /** Closes the interrupts of a rule that the test picks. */
  static Prohibited closeInterrupts(
      Draft draft, Prohibited state, Predicate<InterruptCue> which, String reason, Instant at) {
    List<InterruptCue> open = new ArrayList<>();
    for (InterruptCue cue : state.cues()) {
      if (which.test(cue)) {
        draft.decide(changed(draft, cue, CueChange.CLOSED, List.of(), Optional.of(reason), at));
      } else {
        open.add(cue);
      }
    }
    return open.size() == state.cues().size() ? state : state.withCues(open);
  }

  private static CueChanged changed(
      Draft draft,
      InterruptCue cue,
      CueChange change,
      List<CueItem> items,
      Optional<String> closeReason,
      Instant at) {
    return new CueChanged(
        cue.cueId(),
        change == CueChange.OPENED ? cue.number() : cue.number() + 1,
        CueKind.INTERRUPT,
        change,
        cue.title(),
        cue.message(),
        cue.severity(),
        items,
        Optional.of(cue.violationId()),
        closeReason,
        draft.agent,
        cue.openedAt(),
        at);
  }

  /**
   * Brings the cue of the overdue disclosures up to what is overdue now.
   *
   * @param reason why it closes, if it does
   */
  static void refreshDisclosures(Draft draft, RuleSnapshot rules, String reason, Instant at) {
    List<RequiredRule> overdue = reason.equals(ENDED) ? List.of() : overdue(draft, rules);
    if (overdue.isEmpty() && draft.cue.isEmpty()) {
      return;
    }
    if (draft.cue.isPresent() && lists(draft.cue.get(), overdue)) {
      return;
    }
    List<String> ids = overdue.stream().map(RequiredRule::id).toList();
    CueChange change =
        draft.cue.isEmpty()
            ? CueChange.OPENED
            : ids.isEmpty() ? CueChange.CLOSED : CueChange.UPDATED;
    DisclosureCue before =
        draft.cue.orElseGet(
            () -> new DisclosureCue(firstId(draft, overdue.getFirst()), 0, at, List.of()));
    DisclosureCue now =
        new DisclosureCue(before.cueId(), before.number() + 1, before.openedAt(), ids);
    draft.cue = change == CueChange.CLOSED ? Optional.empty() : Optional.of(now);
    draft.decide(changed(draft, rules, now, before, change, overdue, reason, at));
  }

  private static boolean lists(DisclosureCue open, List<RequiredRule> overdue) {
    List<String> ids = open.ruleIds();
    if (ids.size() != overdue.size()) {
      return false;
    }
    for (int index = 0; index < ids.size(); index++) {
      if (!ids.get(index).equals(overdue.get(index).id())) {
        return false;
      }
    }
    return true;
  }

  private static List<RequiredRule> overdue(Draft draft, RuleSnapshot rules) {
    List<RequiredRule> overdue = List.of();
    for (Map.Entry<String, RuleState> each : draft.rules.all().entrySet()) {
      if (each.getValue() instanceof Required required
          && required.phase() == Required.Phase.OVERDUE
          && rules.rule(each.getKey()).orElse(null) instanceof RequiredRule rule
          && rule.mode() == Mode.LIVE) {
        overdue = overdue.isEmpty() ? new ArrayList<>() : overdue;
        overdue.add(rule);
      }
    }
    return overdue;
  }

  private static CueChanged changed(
      Draft draft,
      RuleSnapshot rules,
      DisclosureCue now,
      DisclosureCue before,
      CueChange change,
      List<RequiredRule> overdue,
      String reason,
      Instant at) {
    boolean closed = change == CueChange.CLOSED;
    String titles = overdue.stream().map(RequiredRule::title).collect(Collectors.joining("; "));
    String message =
        closed
            ? "Nothing is missing any more."
            : "Not yet stated: %s. Please complete this before going on.".formatted(titles);
    Severity severity =
        (closed ? before.ruleIds() : now.ruleIds())
            .stream()
                .flatMap(id -> rules.rule(id).stream())
                .map(io.cueline.topology.rules.Rule::severity)
                .max(Comparator.naturalOrder())
                .orElse(Severity.MEDIUM);
    return new CueChanged(
        now.cueId(),
        now.number(),
        CueKind.DISCLOSURE,
        change,
        DISCLOSURE_TITLE,
        message,
        severity,
        overdue.stream().map(rule -> new CueItem(rule.id(), rule.version(), rule.title())).toList(),
        Optional.empty(),
        closed ? Optional.of(reason) : Optional.empty(),
        draft.agent,
        now.openedAt(),
        at);
  }

  private static String firstId(Draft draft, RequiredRule first) {
    Position startedBy =
        draft.rules.get(first.id()) instanceof Required state
            ? state.startedBy().orElseThrow()
            : new Position("", 0L, 0L);
    return Ids.disclosureCue(draft.id, first.id(), first.version(), startedBy);
  }

  /** An agent has seen to a cue. */
  static void acknowledge(Draft draft, String cueId, Instant at) {
    draft.rules.replaceAll(
        (ruleId, state) ->
            state instanceof Prohibited open
                ? closeInterrupts(draft, open, cue -> cue.cueId().equals(cueId), ACKNOWLEDGED, at)
                : state);
  }
}
