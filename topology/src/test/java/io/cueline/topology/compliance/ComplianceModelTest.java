package io.cueline.topology.compliance;

import static org.assertj.core.api.Assertions.assertThat;

import io.cueline.schemas.CueChange;
import io.cueline.schemas.CueKind;
import io.cueline.schemas.Evidence;
import io.cueline.schemas.Frame;
import io.cueline.topology.compliance.Decision.CueChanged;
import io.cueline.topology.compliance.Decision.Settled;
import io.cueline.topology.compliance.Decision.ViolationDecided;
import io.cueline.topology.rules.RuleSnapshot;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** The engine decides what {@link NaiveReference} decides, on random calls under random rules. */
class ComplianceModelTest {

  private static final String CLEAR = " CLEAR";

  private static final class Book implements RuleBook {
    private final Map<Long, RuleSnapshot> known = new HashMap<>();
    private RuleSnapshot current = RuleSnapshot.EMPTY;

    @Override
    public RuleSnapshot current() {
      return current;
    }

    @Override
    public RuleSnapshot adopted(long revision) {
      return known.getOrDefault(revision, current);
    }

    void publish(RuleSnapshot next) {
      current = next;
      known.put(next.revision(), next);
    }
  }

  @Property(tries = 5_000)
  void theEngineDecidesWhatTheReferenceDecides(@ForAll long seed) {
    RandomCall call = RandomCall.of(new Random(seed));
    Book book = new Book();
    book.publish(call.rules());
    EngineRun engine = new EngineRun(book, UnaryOperator.identity());
    NaiveReference reference = new NaiveReference(call.rules());

    for (RandomCall.Event event : call.events()) {
      switch (event) {
        case RandomCall.Event.Written(Frame frame) -> {
          engine.take(frame);
          reference.take(frame);
        }
        case RandomCall.Event.Tick(Frame tick) -> engine.take(tick);
        case RandomCall.Event.Published(RuleSnapshot rules) -> {
          book.publish(rules);
          reference.publish(rules);
        }
      }
    }
    reference.finish();

    List<Decision> decisions = engine.decisions(RandomCall.ID);
    assertThat(violations(decisions)).as(call::told).isEqualTo(reference.violations);
    assertThat(cues(decisions)).as(call::told).containsExactlyInAnyOrderElementsOf(reference.cues);
    List<String> expected = new ArrayList<>(reference.outcomes);
    expected.removeIf(outcome -> outcome.endsWith(CLEAR));
    assertThat(outcomes(decisions)).as(call::told).isEqualTo(expected);
    assertThat(clear(decisions))
        .as(call::told)
        .isEqualTo(reference.outcomes.size() - expected.size());
  }

  private static List<String> violations(List<Decision> decisions) {
    List<String> lines = new ArrayList<>();
    for (Decision decision : decisions) {
      if (decision instanceof ViolationDecided violation) {
        lines.add(
            "%s %s %s %d %s %s"
                .formatted(
                    violation.rule().ruleId(),
                    violation.kind(),
                    violation.reason().orElse(""),
                    violation.at().toEpochMilli(),
                    violation.agent().agentId().orElse(""),
                    violation.evidence().stream().map(ComplianceModelTest::place).toList()));
      }
    }
    return lines;
  }

  private static String place(Evidence evidence) {
    return "%d/%d[%d,%d)"
        .formatted(
            evidence.getPosition().getEpoch(),
            evidence.getPosition().getSeq(),
            evidence.getStart(),
            evidence.getEnd());
  }

  private static List<String> cues(List<Decision> decisions) {
    List<String> lines = new ArrayList<>();
    Map<String, String> rules = new HashMap<>();
    for (Decision decision : decisions) {
      if (decision instanceof CueChanged cue) {
        long at = cue.at().toEpochMilli();
        String why = cue.closeReason().map(reason -> " " + reason).orElse("");
        List<String> items = cue.items().stream().map(item -> item.getRuleId()).toList();
        if (cue.kind() == CueKind.INTERRUPT) {
          if (cue.change() == CueChange.OPENED) {
            rules.put(cue.cueId(), items.getFirst());
          }
          String rule = rules.getOrDefault(cue.cueId(), "?");
          lines.add("INTERRUPT %s %s%s %d".formatted(cue.change(), rule, why, at));
        } else {
          lines.add("DISCLOSURE %s %s%s %d".formatted(cue.change(), items, why, at));
        }
      }
    }
    return lines;
  }

  /** But those of rules that ended without a violation. */
  private static List<String> outcomes(List<Decision> decisions) {
    return cards(decisions)
        .flatMap(card -> card.outcomes().stream())
        .map(
            each ->
                each.getRuleId()
                    + " "
                    + each.getOutcome()
                    + (each.getReason() == null ? "" : " " + each.getReason()))
        .filter(outcome -> !outcome.endsWith(CLEAR))
        .toList();
  }

  /** How many rules ended without a violation, whether anything of them was heard or not. */
  private static int clear(List<Decision> decisions) {
    int unheard = cards(decisions).mapToInt(card -> card.end().orElseThrow().clear()).sum();
    long heard =
        cards(decisions)
            .flatMap(card -> card.outcomes().stream())
            .filter(each -> CLEAR.endsWith(each.getOutcome()))
            .count();
    return unheard + Math.toIntExact(heard);
  }

  private static Stream<Decision.Card> cards(List<Decision> decisions) {
    return decisions.stream()
        .filter(Settled.class::isInstance)
        .map(decision -> ((Settled) decision).card());
  }
}
