package io.cueline.workbench.tenant.calls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class ReplayPlanTest {

  private static final Duration STAGGER = Duration.ofSeconds(2);

  @Test
  void shouldRefuseANegativeStagger() {
    assertThatThrownBy(() -> ReplayPlan.of(List.of(), STAGGER.negated()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void shouldPutTurnsWithoutTimesFiveSecondsAfterWhatWentBefore() {
    Call call = Call.of("i", Turn.of(Speaker.AGENT, "a"), at(7_000), Turn.of(Speaker.AGENT, "c"));

    assertThat(ReplayPlan.of(List.of(call), STAGGER).frames())
        .extracting(frame -> frame.at().toMillis())
        .containsExactly(0L, 0L, 7_000L, 12_000L, 13_000L);
  }

  @Test
  void shouldNameAgentsInTurnWhereACallNamesNone() {
    List<Call> calls = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      Optional<String> agent = i == 1 ? Optional.of("agent-own") : Optional.empty();
      calls.add(new Call("i" + i, agent, Optional.empty(), List.of(at(0))));
    }

    assertThat(
            ReplayPlan.of(calls, STAGGER).frames().stream()
                .filter(PlannedFrame.Assigned.class::isInstance)
                .map(frame -> ((PlannedFrame.Assigned) frame).agentId()))
        .containsExactly(
            "agent-1",
            "agent-own",
            "agent-3",
            "agent-4",
            "agent-5",
            "agent-6",
            "agent-1",
            "agent-2");
  }

  private static Turn at(long millis) {
    return new Turn(
        Speaker.CUSTOMER,
        "text",
        Optional.of(Duration.ofMillis(millis)),
        Optional.empty(),
        Optional.empty());
  }

  @Property(tries = 200)
  void shouldOrderByTimeAndFrameEachCall(@ForAll("calls") List<Call> calls) {
    ReplayPlan plan = ReplayPlan.of(calls, STAGGER);

    Map<String, List<PlannedFrame>> byCall = new HashMap<>();
    Duration last = Duration.ZERO;
    for (PlannedFrame frame : plan.frames()) {
      assertThat(frame.at()).isGreaterThanOrEqualTo(last);
      last = frame.at();
      byCall.computeIfAbsent(frame.interactionId(), id -> new ArrayList<>()).add(frame);
    }
    assertThat(byCall).hasSize(calls.size());
    for (Call call : calls) {
      List<PlannedFrame> frames = byCall.getOrDefault(call.interactionId(), List.of());
      assertThat(frames).hasSize(call.turns().size() + 2);
      assertThat(frames.getFirst()).isInstanceOf(PlannedFrame.Assigned.class);
      assertThat(frames.getLast()).isInstanceOf(PlannedFrame.Ended.class);
    }
    assertThat(ReplayPlan.of(calls, STAGGER).fingerprint()).isEqualTo(plan.fingerprint());
  }

  @Provide
  Arbitrary<List<Call>> calls() {
    Arbitrary<Turn> turn =
        Arbitraries.longs()
            .between(0, 20_000)
            .injectNull(0.3)
            .map(ms -> ms == null ? Turn.of(Speaker.AGENT, "t") : at(ms));
    return turn.list()
        .ofMinSize(1)
        .ofMaxSize(6)
        .list()
        .ofMaxSize(6)
        .map(
            turns -> {
              List<Call> calls = new ArrayList<>();
              for (int i = 0; i < turns.size(); i++) {
                calls.add(Call.of("i" + i, turns.get(i).toArray(Turn[]::new)));
              }
              return calls;
            });
  }
}
