package io.cueline.topology.app;

import io.cueline.schemas.StoredInterrupt;
import io.cueline.schemas.StoredProhibited;
import io.cueline.schemas.StoredRequired;
import io.cueline.topology.compliance.Prohibited;
import io.cueline.topology.compliance.Required;
import io.cueline.topology.compliance.RuleState;
import io.cueline.topology.compliance.RuleState.Doubt;
import io.cueline.topology.compliance.RuleState.InterruptCue;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The states of rules as the store holds them, and back. */
final class RuleStateCodec {

  private RuleStateCodec() {}

  static List<StoredProhibited> prohibited(Map<String, RuleState> rules) {
    List<StoredProhibited> stored = new ArrayList<>();
    rules.forEach(
        (ruleId, state) -> {
          if (state instanceof Prohibited prohibited) {
            stored.add(write(ruleId, prohibited));
          }
        });
    return stored;
  }

  static List<StoredRequired> required(Map<String, RuleState> rules) {
    List<StoredRequired> stored = new ArrayList<>();
    rules.forEach(
        (ruleId, state) -> {
          if (state instanceof Required required) {
            stored.add(write(ruleId, required));
          }
        });
    return stored;
  }

  static Prohibited read(StoredProhibited stored) {
    return new Prohibited(
        Prohibited.Phase.valueOf(stored.getPhase()),
        stored.getEvidence(),
        stored.getPath(),
        Optional.ofNullable(stored.getCooldownUntil()),
        stored.getCooldownUtterances(),
        stored.getHits(),
        stored.getViolations(),
        Optional.ofNullable(stored.getLastViolationAt()),
        stored.getCues().stream().map(RuleStateCodec::read).toList());
  }

  static Required read(StoredRequired stored) {
    return new Required(
        Required.Phase.valueOf(stored.getPhase()),
        stored.getSaid(),
        Optional.ofNullable(stored.getStartedBy()),
        Optional.ofNullable(stored.getDueAt()),
        stored.getUtterancesLeft(),
        Optional.ofNullable(stored.getDoubt()).map(Doubt::valueOf),
        stored.getTrigger(),
        stored.getPath(),
        stored.getAt(),
        stored.getHits());
  }

  private static StoredProhibited write(String ruleId, Prohibited state) {
    return new StoredProhibited(
        ruleId,
        state.phase().name(),
        state.evidence(),
        state.path(),
        state.cooldownUntil().orElse(null),
        state.cooldownUtterances(),
        state.hits(),
        state.violations(),
        state.lastViolationAt().orElse(null),
        state.cues().stream().map(RuleStateCodec::write).toList());
  }

  private static StoredRequired write(String ruleId, Required state) {
    return new StoredRequired(
        ruleId,
        state.phase().name(),
        state.said(),
        state.startedBy().orElse(null),
        state.dueAt().orElse(null),
        state.utterancesLeft(),
        state.doubt().map(Doubt::name).orElse(null),
        state.trigger(),
        state.path(),
        state.at(),
        state.hits());
  }

  private static StoredInterrupt write(InterruptCue cue) {
    return new StoredInterrupt(
        cue.cueId(),
        cue.violationId(),
        cue.number(),
        cue.ruleVersion(),
        cue.title(),
        cue.message(),
        cue.severity(),
        cue.openedAt());
  }

  private static InterruptCue read(StoredInterrupt stored) {
    return new InterruptCue(
        stored.getCueId(),
        stored.getViolationId(),
        stored.getNumber(),
        stored.getRuleVersion(),
        stored.getTitle(),
        stored.getMessage(),
        stored.getSeverity(),
        stored.getOpenedAt());
  }
}
